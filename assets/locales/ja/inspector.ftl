inspector-nothing-title = 詳細
inspector-nothing-hint = ファイルを選択すると、キー、コンテンツクレデンシャル、レポートが表示されます。{ $keys }ですべて選択します。
inspector-edge = パネルのサイズを変更
inspector-close = 詳細を閉じる
inspector-back = { $count ->
   *[other] { $count }個のファイルに戻る
}
inspector-tab-overview = 概要
inspector-tab-credentials = クレデンシャル
inspector-tab-report = レポート
inspector-save-report-title = レポートを保存
inspector-save-evidence-title = 証拠を保存
inspector-save-results-title = 結果を保存

inspector-key = オブジェクトキー
inspector-key-later = アップロードが終わると表示されます。
inspector-key-copy = キーをコピー
inspector-uri = S3 URI
inspector-uri-copy = S3 URIをコピー
inspector-original-key = 元のファイルのキー
inspector-original-key-copy = 元のファイルのキーをコピー
inspector-original-uri = 元のファイルのS3 URI
inspector-original-uri-copy = 元のファイルのS3 URIをコピー
inspector-signed-key = 署名済みコピーのキー
inspector-signed-key-copy = 署名済みコピーのキーをコピー
inspector-signed-link = 署名済みリンク
inspector-signed-link-copy = 署名済みリンクをコピー
inspector-bucket-unknown = バケットが不明です。サーバーのアドレスに含まれていません。設定で指定してください。

inspector-file = ファイル
inspector-path = パス
inspector-size = サイズ
inspector-size-exact = { $size }（{ $bytes }バイト）
inspector-modified = 変更日時
inspector-hash-copy = SHA-256をコピー
inspector-type = タイプ
inspector-type-next = { $mime }（次の試行から）
inspector-type-unknown-sent = 不明（{ $mime }として送信）
inspector-type-unknown = 不明
inspector-type-later = アップロード前に判定
inspector-type-detected = 判定方法
inspector-type-by-name = ファイル名（内容と一致）
inspector-type-disagrees = 名前と内容が一致しません
inspector-type-unknown-title = 不明なタイプ
inspector-type-set = タイプを設定…
inspector-type-set-hint = 別のMIMEタイプとしてファイルを送信します
inspector-type-use-detected = 判定されたタイプを使用
inspector-type-field = 送信時のMIMEタイプ
inspector-type-explained = サーバーはファイル名に基づいてタイプに署名するため、ファイル名にこのタイプの拡張子を付けて送信します。次の試行から有効になります。
inspector-type-apply = 設定
inspector-type-keep = 現在のタイプのまま

inspector-pause = 一時停止
inspector-pause-file = 「{ $name }」を一時停止
inspector-resume = 再開
inspector-resume-file = 「{ $name }」を再開
inspector-retry = 再試行
inspector-retrying = { $count ->
   *[other] これまでに{ $count }回試行しました。{ $time }後に再試行します。{ $more }
}
inspector-step = ステップ：{ $step }
inspector-step-read = 読み取り
inspector-step-presign = URLの要求
inspector-step-upload = アップロード
inspector-step-sign = 署名
inspector-step-verify = 検証
inspector-step-download = ダウンロード
inspector-step-record = 記録
inspector-doubt-title = 応答のなかった試行
inspector-doubt = ストレージが応答する前に接続が切れました。これらの各キーにオブジェクトが存在する可能性があります。
inspector-attempt = 試行{ $number }
inspector-attempt-copy = 試行{ $number }のキーをコピー

inspector-technical = 技術的な詳細
inspector-bucket = バケット
inspector-evidence = 証拠
inspector-evidence-explained = ハッシュ、キー、送信したマニフェスト、レポート、時刻をまとめた1つのJSON文書です。
inspector-evidence-save = 証拠（JSON）を保存…
inspector-times = 日時と所要時間
inspector-time-added = 追加
inspector-time-uploaded = アップロード
inspector-time-queued = 待機時間
inspector-time-presign = URLの要求
inspector-time-upload = 送信時間
inspector-time-total = 合計
inspector-rate = 速度
inspector-attempts = 試行
inspector-attempt-outcome = { $number }. { $outcome }
inspector-attempt-key = キー

inspector-requests-loading = 読み込み中…
inspector-requests-none = アプリの起動後、このファイルのリクエストはありません。
inspector-requests = リクエスト（新しい順）
inspector-requests-copy = 通信記録をコピー
inspector-requests-secrets = キーと署名が記録されることはありません。
inspector-request-no-response = 応答なし
inspector-request-sent = 送信{ $size }
inspector-request-received = 受信{ $size }
inspector-request-retried = 再試行
inspector-request-plain = 暗号化なし、{ $host }

inspector-signing-title = 署名中
inspector-signing = サーバーがファイルを読み取って署名し、署名済みコピーを保存しています。
inspector-too-large-title = 署名できるのは1 GBまでのファイルです
inspector-too-large = このファイルは{ $size }です。アップロードはできます。
inspector-format-title = この形式には署名できません
inspector-format = { $mime }には署名できません。署名できる形式：{ $formats }。
inspector-sign-explained = ファイルの来歴を示す署名付きの記述を、コピーに追加します。元のファイルは変更されません。
inspector-looking = ファイルのコンテンツクレデンシャルを探しています…
inspector-earlier-removed = 署名済みコピーには、このファイルが元のファイルとして記載されます。
inspector-earlier-kept = このサーバーは、それらを署名済みコピーに残します。
inspector-earlier-named = 署名済みコピーには参照だけが記載され、内容は含まれません。
inspector-sign-edited = 編集済みコピーとして署名
inspector-existing-unknown-title = このファイルにはコンテンツクレデンシャルがある可能性があります
inspector-existing-unknown = ファイルにコンテンツクレデンシャルがあるかどうかを確認できませんでした。{ $reason }署名済みコピーには含まれません。
inspector-sign-anyway = このまま署名
inspector-existing-none = コンテンツクレデンシャルはまだありません。
inspector-sign = このファイルに署名
inspector-sign-back = 戻る
inspector-sign-upload-first = 先にファイルをアップロードしてください。
inspector-sign-verifying = 検証中です。
inspector-sign-confirm-edited = 編集済みコピーとして署名するには、上のチェックを入れてください。
inspector-sign-confirm-anyway = このまま署名するには、上のチェックを入れてください。

inspector-signed-title = 署名済み
inspector-signed-when = { $when }。元のファイルは変わりません。署名済みコピーは別のオブジェクトです。
inspector-signed-nowhere = サーバーは署名済みコピーの場所を返しませんでした。
inspector-edited-kept = 以前のコンテンツクレデンシャルを参照する編集済みコピーです。以前のクレデンシャルはこのコンピューターに保管され、証拠および署名済みファイルとともに保存されます。
inspector-edited-original = 以前のコンテンツクレデンシャルを参照する編集済みコピーです。以前のクレデンシャルは元のファイルに残っています。
inspector-edited-damaged = 以前のコンテンツクレデンシャルを参照する編集済みコピーです。このコンピューターに保管されていたクレデンシャルは破損しています。元のファイルがここにないか変更されているため、読み直すこともできません。
inspector-edited-missing = 以前のコンテンツクレデンシャルを参照する編集済みコピーです。以前のクレデンシャルはこのコンピューターにありません：{ $reason }。
inspector-verify-signed-running = 検証中…
inspector-show-report = レポートを表示
inspector-sign-again = もう一度署名…
inspector-saving = 保存中…
inspector-save-signed = 署名済みファイルを保存…
inspector-no-downloads = このサーバーではダウンロードできません。上のURIを使ってS3から署名済みコピーを取得してください。
inspector-saved = 「{ $path }」として保存しました
inspector-save-failed = 署名済みコピーを保存できませんでした
inspector-signed-evidence = 証拠
inspector-sent-show = 送信したマニフェストを表示
inspector-sent-hide = 送信したマニフェストを隠す

inspector-report-none = 検証では、オブジェクトのコンテンツクレデンシャルを調べ、誰が署名したかを表示します。
inspector-verifying = サーバーがオブジェクトを読み取り、含まれるすべてのハッシュを検証しています。
inspector-report-practice = サンドボックスによる練習用の署名です。ほかでは信頼されません。
inspector-report-lost = これは署名済みコピーなので、コンテンツクレデンシャルがあるはずです。レポートを保存し、サーバーの管理者に見せてください。
inspector-report-object = オブジェクト
inspector-report-verified = 検証日時
inspector-report-of-original = 元のファイルのレポート
inspector-report-of-signed = 署名済みコピーのレポート
inspector-verify-signed = 署名済みコピーを検証
inspector-verify-original = 元のファイルを検証
inspector-verify-too-large = 検証できるのは1 GBまでのオブジェクトです。
inspector-verify-upload-first = 先にファイルをアップロードしてください。
inspector-verify-unsigned = 署名済みコピーはまだありません。
inspector-pictures-load = 画像を読み込む（{ $size }）
inspector-pictures-load-hint = 素材の画像は署名済みコピーの中にあります。読み込むには署名済みコピーをダウンロードします。
inspector-pictures-no-downloads = 素材の画像は署名済みコピーの中にありますが、このサーバーではダウンロードできません。
inspector-pictures-missing = 素材の画像は署名済みコピーの中にありますが、利用できません：{ $reason }。
inspector-readings = 2か所での読み取り
inspector-reading-server = サーバー
inspector-reading-here = このコンピューター
inspector-reading-none = 結果なし
inspector-reading-copy = サーバーが提供するコピーを読み取りました。{ $explanation }
inspector-reading-failed = ファイルを読み取れませんでした：{ $reason }。

inspector-many-title = { $count ->
   *[other] { $count }個のファイルを選択中
}
inspector-many-clear = 解除
inspector-many-clear-name = 選択を解除
inspector-many-state = { $state }：{ $count }
inspector-many-actions = 操作
inspector-many-unread = { $count ->
   *[other] { $count }件はまだ読み込まれていません。1件ずつ確認し、できないものはスキップします。
}
inspector-many-sign = { $count ->
   *[other] { $count }個のファイルに署名…
}
inspector-many-sign-most = { $count ->
   *[other] 最大{ $count }個のファイルに署名…
}
inspector-many-sign-name = 選択したファイルに署名
inspector-many-sign-again = { $count ->
   *[other] { $count }個のファイルにもう一度署名…
}
inspector-many-sign-again-name = 選択したファイルにもう一度署名
inspector-many-verify = { $count ->
   *[other] { $count }個のファイルを検証
}
inspector-many-verify-most = { $count ->
   *[other] 最大{ $count }個のファイルを検証
}
inspector-many-verify-name = 選択したファイルを検証
inspector-many-save = { $count ->
   *[other] { $count }個の署名済みファイルを保存…
}
inspector-many-save-name = 署名済みファイルを保存
inspector-many-retry = { $count ->
   *[other] { $count }個のファイルを再試行
}
inspector-many-retry-name = 選択したファイルを再試行
inspector-many-resume = { $count ->
   *[other] { $count }個のファイルを再開
}
inspector-many-resume-name = 選択したファイルを再開
inspector-many-pause = { $count ->
   *[other] { $count }個のファイルを一時停止
}
inspector-many-pause-name = 選択したファイルを一時停止
inspector-many-cancel = { $count ->
   *[other] { $count }個のファイルをキャンセル
}
inspector-many-cancel-name = 選択したファイルをキャンセル
inspector-many-remove = { $count ->
   *[other] { $count }個のファイルを取り除く
}
inspector-many-remove-name = 選択したファイルを取り除く
inspector-many-remove-hint = このリストから取り除きます。キーのあるファイルは履歴に残ります。
inspector-many-copy-keys = { $count ->
   *[other] { $count }個のキーをコピー
}
inspector-many-copy-keys-most = { $count ->
   *[other] 最大{ $count }個のキーをコピー
}
inspector-many-copy-keys-name = キーをコピー
inspector-many-copy-keys-hint = 署名済みコピーのキーです。未署名のファイルは元のファイルのキーです。
inspector-many-copied = コピー済み
inspector-many-copy-links = { $count ->
   *[other] { $count }個の署名済みリンクをコピー
}
inspector-many-copy-links-hint = 署名済みコピーの場所です。

inspector-results = 検証
inspector-results-loaded = 読み込み済みの記録だけを数えています。
inspector-results-table-hint = 並べ替えのできる大きな表を開きます。
inspector-results-save-hint = 表計算ソフト用の表を保存します。
inspector-results-none-left = 該当するものはもうありません。
inspector-results-no-problems = 問題は見つかりませんでした。
inspector-results-attention = 要対応
inspector-results-all = すべて
inspector-results-filter = { $name } { $count }
inspector-results-filter-name = { $name }：{ $count }
inspector-results-issuer = 発行者：{ $issuer }
inspector-result-name = { $verdict }：{ $name }、{ $more }
