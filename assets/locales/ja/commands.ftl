## Sections

commands-section-add = 追加
commands-section-queue = キュー
commands-section-selection = 選択したファイル
commands-section-copy = コピーと書き出し
commands-section-history = 履歴
commands-section-view = 表示
commands-section-program = アプリ

## Commands

commands-add-files = ファイルを追加…
commands-add-folder = フォルダを追加…
commands-paste-paths = パスをペースト
commands-pause-all = すべて一時停止
commands-resume-all = すべて再開
commands-clear-finished = 完了分を取り除く
commands-clear-finished-unsigned = 完了分を取り除く（未署名{ $count }件）
commands-stop = 停止
commands-sign = 署名…
commands-sign-again = もう一度署名…
commands-verify = 検証
commands-verify-original = 元のファイルを検証
commands-save-signed = 署名済みファイルを保存…
commands-save-signed-files = { $count }個の署名済みファイルを保存…
commands-retry = 再試行
commands-pause = 一時停止
commands-resume = 再開
commands-cancel = キャンセル
commands-copy-keys = キーをコピー
commands-copy-signed-key = 署名済みコピーのキーをコピー
commands-open-folder = フォルダを開く
commands-open-in-browser = ブラウザで開く
commands-copy-uris = S3 URIをコピー
commands-copy-references = アセット参照（JSON）をコピー
commands-copy-sha = SHA-256をコピー
commands-copy-signed-links = 選択分の署名済みリンクをコピー
commands-copy-signed-link = 署名済みリンクをコピー
commands-copy-original-keys = 選択分の元のファイルのキーをコピー
commands-copy-original-key = 元のファイルのキーをコピー
commands-copy-names-and-keys = 名前とキーをコピー
commands-copy-with-template = テンプレートでコピー
commands-edit-template = テンプレートを編集…
commands-export-csv = CSVとして書き出す…
commands-export-json = JSONとして書き出す…
commands-export-markdown = Markdownとして書き出す…
commands-sign-all = すべて署名…
commands-copy-all-links = すべての署名済みリンクをコピー
commands-retry-failed = 失敗分をすべて再試行
commands-find-by-content = 内容で検索…
commands-forget = 履歴から削除…
commands-remove = キューから取り除く
commands-undo-remove = 取り除いたファイルを元に戻す
commands-undo-delete = プリセットの削除を取り消す
commands-show-row-menu = 選択項目のメニュー
commands-select-all = すべて選択
commands-select-nothing = すべて選択解除
commands-show-overview = 概要を表示
commands-show-credentials = クレデンシャルを表示
commands-show-report = レポートを表示
commands-show-technical = 技術的な詳細を表示
commands-show-details = 詳細を表示
commands-hide-details = 詳細を隠す
commands-view-picture = 画像を表示
commands-show-grid = グリッドで表示
commands-show-table = リストで表示
commands-set-type = タイプを設定…
commands-save-report = レポートを保存…
commands-show-results = 結果を表示…
commands-show-all-results = すべての結果を表示…
commands-save-results = 結果を保存…
commands-save-proof = 証拠（JSON）を保存…
commands-show-queue = キューを表示
commands-show-history = 履歴を表示
commands-show-check = 「確認」を表示
commands-check-files = ファイルを確認…
commands-check-selection = 確認
commands-search = 検索
commands-sort-by-name = 名前順に並べ替え
commands-sort-by-size = サイズ順に並べ替え
commands-sort-by-progress = 進行状況順に並べ替え
commands-sort-by-key = オブジェクトキー順に並べ替え
commands-sort-by-time = 日時順に並べ替え
commands-only-active = 処理中のファイルのみ表示
commands-only-waiting = 待機中のファイルのみ表示
commands-only-paused = 一時停止したファイルのみ表示
commands-only-failed = 失敗したファイルのみ表示
commands-only-uploaded = アップロード済みのファイルのみ表示
commands-only-signed = 署名済みのファイルのみ表示
commands-only-verified = 検証済みのファイルのみ表示
commands-only-invalid = 無効なファイルのみ表示
commands-only-unconfirmed = 未確認のファイルのみ表示
commands-only-canceled = キャンセル済みのファイルのみ表示
commands-show-all-rows = すべてのファイルを表示
commands-next-pane = 次の領域
commands-previous-pane = 前の領域
commands-show-palette = すべてのコマンド…
commands-show-shortcuts = キーボードショートカット
commands-open-settings = 設定…
commands-edit-servers = サーバー…
commands-next-server = 次のサーバー
commands-try-sandbox = サンドボックスを試す
commands-test-connection = 接続をテスト
commands-show-diagnostics = 診断…
commands-review-skipped = スキップしたファイルを表示
commands-show-message-details = メッセージの詳細を表示
commands-dismiss-message = メッセージを閉じる
commands-light-theme = ライトテーマを使用
commands-dark-theme = ダークテーマを使用
commands-system-theme = システムのテーマを使用
commands-zoom-in = 拡大
commands-zoom-out = 縮小
commands-reset-zoom = 拡大率をリセット
commands-quit = 終了

## Reasons

commands-reason-nothing-selected = 何も選択されていません
commands-reason-no-file-selected = ファイルが選択されていません
commands-reason-some-unread = 選択した記録の一部がまだ読み込まれていません。選択を減らしてください
commands-reason-nothing-uploading = アップロード中のものはありません
commands-reason-none-uploading = 選択したファイルの中にアップロード中のものはありません
commands-reason-nothing-finished = 完了したものはありません
commands-reason-finished-need-attention = 完了したファイルの中に対応が必要なものがあります
commands-reason-nothing-to-sign = 署名待ちのアップロード済みファイルはありません
commands-reason-no-signed-copies = 署名済みコピーはまだありません
commands-reason-no-signed-copy = このファイルの署名済みコピーはまだありません
commands-reason-nothing-failed = 失敗したものはありません
commands-reason-none-failed = これらのファイルの中に失敗したものはありません
commands-reason-none-verifiable = 今検証できるファイルはありません
commands-reason-none-signable = 今署名できるファイルはありません
commands-reason-not-signable = このファイルは大きすぎて署名できないか、署名できない形式です
commands-reason-not-signed = まだ署名されていません
commands-reason-no-downloads = このサーバーではダウンロードできません
commands-reason-being-saved = すでに保存中です
commands-reason-no-key = キーがまだありません
commands-reason-nothing-to-copy = コピーするものがありません
commands-reason-after-upload = アップロード後に利用できます
commands-reason-nothing-to-export = 書き出すものがありません
commands-reason-nothing-to-sort = 並べ替えるものがありません
commands-reason-nothing-to-select = 選択するものがありません
commands-reason-no-records = 記録がありません
commands-reason-type-stored = ファイルはすでにそのタイプで保存されています
commands-reason-not-verified = まだ検証されていません
commands-reason-none-verified = 選択したファイルはどれもまだ検証されていません
commands-reason-queue-not-verified = キューのファイルはどれもまだ検証されていません
commands-reason-none-listed = 一覧に検証済みのファイルがありません
commands-reason-loading = 読み込み中です
commands-reason-none-in-state = この状態のファイルはありません
commands-reason-one-server = サーバーは1つだけです
commands-reason-test-running = テストを実行中です
commands-reason-largest-zoom = これ以上拡大できません
commands-reason-smallest-zoom = これ以上縮小できません
commands-reason-plain-zoom = すでに100%です
commands-not-available = 「{ $command }」は実行できません
commands-reason-sentence = { $reason }。

## Shortcuts

commands-shortcuts-title = キーボードショートカット
commands-shortcuts-move = 移動
commands-move-row = 次の行を選択
commands-move-more = 複数の行を選択
commands-move-only = 選択せずに移動
commands-move-toggle = 行を選択/選択解除
commands-move-picture = 画像を表示
commands-move-page = 1ページ移動
commands-move-ends = 最初または最後の行へ移動
commands-move-control = 次または前のコントロール
commands-shortcuts-line = { $name }：{ $keys }

## Keys

commands-key-ctrl = Ctrl
commands-key-shift = Shift
commands-key-space = スペース
commands-key-page-up = Page Up
commands-key-page-down = Page Down
commands-key-home = Home
commands-key-end = End
commands-key-tab = Tab
commands-key-delete = Delete
commands-key-backspace = Backspace
commands-key-escape = Esc
commands-key-menu = メニュー

## Palette

commands-palette-title = すべてのコマンド
commands-palette-hint = コマンドを検索
commands-palette-nothing = 一致するコマンドはありません。

## Top bar

commands-bar-server = サーバー：{ $server }。{ $key }。サーバーを選択
commands-bar-key-refused = キーが拒否されました
commands-bar-unreachable = サーバーに接続できません
commands-bar-key-reading = キーを読み込み中…
commands-bar-key-none = キーなし
commands-bar-key-environment = { $variable }のキー
commands-bar-key-keyring = { $system ->
    [mac] キーチェーンのキー
    [windows] 資格情報マネージャーのキー
   *[linux] キーリングのキー
}
commands-bar-key-session = このセッション用のキー
commands-bar-no-account = アカウント不要
commands-bar-settings = 設定
commands-bar-menu = メニュー

## Tabs

commands-tab-queue = キュー
commands-tab-queue-count = キュー  { $count }
commands-tab-queue-found = キュー  { $found }/{ $count }
commands-tab-history = 履歴
commands-tab-check = 確認
commands-tab-check-count = 確認  { $count }
commands-tab-pause-hint = 進行中のアップロードを停止します。再開すると最初からアップロードし直します。
commands-tab-clear-hint = 完了したファイルをこのリストから取り除きます。キーのあるファイルは履歴に残ります。
commands-tab-clear-hint-unsigned = 完了したファイルをこのリストから取り除きます。キーのあるファイルは履歴に残ります。{ $count }件はまだ署名されていません。
commands-search-history = 履歴を検索
commands-search-history-hint = 名前、キー、2026-11-14…
commands-search-queue = キューを検索
commands-search-clear = 検索を消去

## Filter

commands-find-all-states = すべての状態
commands-find-state = { $state }：{ $count }
commands-find-states-shown = 表示中の状態：{ $state }
commands-find-searching = 検索中…
commands-find-nothing = 一致するファイルはありません
commands-find-in-queue = キューに{ $count }個のファイルがあります。
commands-find-show-all = すべて表示

## Menus

commands-row-menu = 選択項目のメニュー
