settings-title = 設定

settings-tab-servers = サーバー
settings-tab-key = キー
settings-tab-uploads = アップロード
settings-tab-appearance = 外観
settings-tab-about = 情報

settings-diagnostics = 診断…
settings-diagnostics-hint = 問題を報告するときに送る内容
settings-advanced = 詳細設定

settings-servers-sandbox = サンドボックス
settings-servers-sandbox-note = このアプリに内蔵されたQueサーバーを使用しています。ここでの変更は独自のサーバーに適用されます。サーバーはウインドウの左上で切り替えられます。
settings-servers-visited = コマンドラインで指定されたサーバー
settings-servers-visited-note = このウインドウは、閉じるか別のサーバーを選択するまで{ $server }を使用します。
settings-servers-add = サーバーを追加
settings-servers-edit = 「{ $name }」を編集
settings-servers-edit-in-use = 「{ $name }」を編集、使用中
settings-servers-in-use = 使用中
settings-servers-new = 新しいサーバー
settings-servers-new-numbered = 新しいサーバー{ $number }
settings-servers-name = 名前
settings-servers-color = 色
settings-color-blue = 青
settings-color-teal = 青緑
settings-color-green = 緑
settings-color-amber = 琥珀色
settings-color-red = 赤
settings-color-gray = グレー
settings-servers-address = サーバーのアドレス
settings-servers-bucket = バケット
settings-servers-bucket-hint = サーバーのURLから検出
settings-servers-authorities = 追加の認証局（ファイル）
settings-servers-authorities-hint = 任意
settings-servers-authorities-choose = 選択…
settings-servers-plain-http = ほかのコンピューターへのhttp://を許可
settings-servers-plain-http-hint = キーとファイルが暗号化されずに送信され、サーバーがこのコンピューターをストレージとして使用する可能性があります。自分のネットワークにあるテスト用サーバーにのみ使用してください。
settings-servers-keeps-credentials = このサーバーは以前のクレデンシャルを保持する
settings-servers-keeps-credentials-hint = サーバーの運営者から指示された場合にのみオンにしてください。すでにコンテンツクレデンシャルのあるファイルは、元のファイルの追加をサーバーに任せるマニフェストで署名されます。ほかのサーバーでは虚偽の内容に署名することになります。
settings-servers-default = デフォルトのサーバー
settings-servers-use = このサーバーを使用
settings-servers-use-fix-first = 先に入力欄を修正してください
settings-servers-remove = サーバーを取り除く…
settings-servers-remove-now = サーバーを取り除く
settings-servers-remove-not = サーバーを残す
settings-servers-remove-note = アップロードは履歴に、キーは{ $desktop ->
    [mac] キーチェーン
    [windows] 資格情報マネージャー
   *[other] キーリング
}に残ります。

settings-servers-name-missing = 名前を入力してください。
settings-servers-name-long = { $max }文字以内で入力してください。
settings-servers-name-taken = この名前のサーバーがすでにあります。
settings-servers-address-invalid = https://（このコンピューターの場合はhttp://）で始めてください。
settings-servers-address-plain-http = 先に「詳細設定」で、ほかのコンピューターへのhttp://を許可してください。
settings-servers-bucket-invalid = 英小文字、数字、ピリオド、ハイフンで3〜63文字にしてください。

settings-key-heading = 「{ $server }」のAPIキー
settings-key-reading = キーを読み込み中…
settings-key-missing = キーがありません。
settings-key-from-environment = キーは環境変数{ $variable }から取得されています。
settings-key-stored = キーは{ $desktop ->
    [mac] キーチェーン
    [windows] 資格情報マネージャー
   *[other] キーリング
}に保存されています。
settings-key-for-session = キーはウインドウを閉じるまで保持されます。
settings-key-of-sandbox = サンドボックスが独自のキーを作成しました。
settings-key-no-keyring = { $desktop ->
    [mac] キーチェーン
    [windows] 資格情報マネージャー
   *[other] キーリング
}を使用できません
settings-key-no-keyring-note = { $trouble }環境変数QUE_API_KEYから取得する場合を除き、キーはこのセッションの間だけ有効です。
settings-key-at-once = ここでの変更は、現在のサーバーにすぐに適用されます。キーはサーバーごとに別々です。
settings-key-new = 新しいキー
settings-key-use = キーを使用
settings-key-delete = キーを削除…
settings-key-delete-question = { $desktop ->
    [mac] キーチェーン
    [windows] 資格情報マネージャー
   *[other] キーリング
}からも削除しますか？
settings-key-delete-now = キーを削除
settings-key-delete-not = キーを残す

settings-connection-heading = 接続
settings-connection-test = 接続をテスト
settings-connection-testing = 接続中…
settings-connection-works = { $host }に接続でき、キーも受け付けられました。
settings-connection-no-key = { $host }に接続できますが、APIキーがまだありません。
settings-connection-no-key-hint = キーを入力して、もう一度テストしてください。
settings-connection-name-not-found = { $host }というサーバーがないか、名前を解決できません。
settings-connection-name-not-found-hint = アドレスを1文字ずつ確認し、次にインターネット接続を確認してください。
settings-connection-refused = コンピューターは見つかりましたが、{ $host }から応答がありません。
settings-connection-refused-hint = アドレスとポートを確認してください。どちらも正しい場合、サーバーが停止しているか、ファイアウォールに拒否されています。
settings-connection-no-answer = { $host }から時間内に応答がありませんでした。
settings-connection-no-answer-hint = インターネット接続を確認し、次にアドレスを確認してください。ファイアウォールが通信を破棄している可能性があります。
settings-connection-not-reachable = { $host }に接続できません。
settings-connection-not-reachable-hint = インターネット接続を確認してください。ファイアウォールが接続を遮断している可能性があります。
settings-connection-not-trusted = { $host }の証明書は、このコンピューターで信頼されていません。
settings-connection-not-trusted-hint = 会社がこのサーバーを運用している場合や通信を検査している場合は、サーバーの設定で認証局のファイルを指定してください。それ以外の場合は、キーを送信しないでください。
settings-connection-other-name = { $host }の証明書は別の名前のものです。
settings-connection-other-name-hint = アドレスを確認してください。証明書の名前と一致する必要があります。一致しない場合は、キーを送信しないでください。
settings-connection-out-of-date = { $host }の証明書は有効期間外です。
settings-connection-out-of-date-hint = このコンピューターの日付と時刻を確認してください。正しい場合は、サーバーの所有者が証明書を更新する必要があります。
settings-connection-not-secure = { $host }との安全な接続を確立できませんでした。
settings-connection-not-secure-hint = アドレスがhttps://で始まり、ポートが正しいことを確認してください。
settings-connection-proxy = プロキシが接続を許可していないか、プロキシに接続できません。
settings-connection-proxy-hint = HTTPS_PROXYまたはシステムのプロキシ設定を確認するか、このサーバーを許可するようプロキシの管理者に依頼してください。プロキシが不要なサーバーはNO_PROXYで指定します。
settings-connection-key-refused = { $host }に接続できますが、APIキーが受け付けられません（401）。
settings-connection-key-refused-hint = 前後の文字を含めずに、キー全体をもう一度入力してください。キーはサーバーごとに別々です。このサーバーのキーか確認してください。
settings-connection-key-forbidden = { $host }はAPIキーを認識していますが、このキーではこの操作を実行できません（403）。
settings-connection-key-forbidden-hint = キーの発行者に、このサーバーの使用許可を依頼してください。
settings-connection-other = 接続テストに失敗しました。

settings-uploads-signing = 署名
settings-uploads-author = デフォルトの作者
settings-uploads-author-note = 署名する前に、ファイルごとに変更できます。
settings-uploads-verify = 署名済みコピーを毎回検証
settings-uploads-verify-note = ファイルを開いたときに、レポートがすでに用意されています。
settings-uploads-new-only = 新しいアップロードに適用されます。
settings-uploads-heading = アップロード
settings-uploads-automatic = 同時アップロード数を自動で決定
settings-uploads-automatic-note = 大きいファイルは数個ずつ、小さいファイルは接続に余裕があれば多めに同時送信します。
settings-uploads-parallel = 同時アップロード数
settings-uploads-parallel-note = 1〜{ $max }。小さいファイルが多いときは多めに、接続が遅いときは少なめに設定してください。
settings-uploads-stall = 無通信の制限時間
settings-uploads-stall-note = 5〜600。この間に何も送信されなければ再試行します。
settings-uploads-seconds = {" "}秒
settings-uploads-md5 = 保存されたファイルを送信内容と照合（MD5）
settings-uploads-md5-note = アップロード中に1 GBあたり1〜2秒かかります。すべてのアップロードがこの照合で失敗する場合はオフにしてください。
settings-folders-heading = フォルダ
settings-folders-note = フォルダを追加すると、スキップしたファイルの数が表示されます。直接追加したファイルは、これらの理由でスキップされることはありません。
settings-folders-hidden = 隠しファイルと隠しフォルダを含める
settings-folders-hidden-note = .envや.gitなど。パスワードや個人情報が含まれていることがよくあります。
settings-folders-system = システムファイルを含める
settings-folders-system-note = .DS_Store、Thumbs.db、ごみ箱など。
settings-folders-links = フォルダの外を指すリンクをたどる
settings-folders-links-note = リンクにより、意図しないファイルが追加されることがあります。

settings-theme-heading = テーマ
settings-theme-system = システムに合わせる
settings-theme-light = ライト
settings-theme-dark = ダーク
settings-language-heading = 言語
settings-language-system = システムに合わせる（{ $language }）
settings-size-heading = 文字サイズ
settings-size-smaller = 小さく
settings-size-larger = 大きく
settings-size-reset = リセット
settings-size-percent = { $percent }%
settings-size-keys = いつでも{ $larger }、{ $smaller }、{ $plain }を押して変更できます。
settings-notify-heading = 通知
settings-notify-notification = 別のウインドウが前面にあるときに作業が完了したら通知
settings-notify-attention = 作業が完了したらタスクバーで知らせる
settings-notify-title = 進行状況をウインドウのタイトルに表示
settings-notify-taskbar = 進行状況をタスクバーまたはDockに表示

settings-about-version = バージョン
settings-about-license = ライセンス
settings-about-license-value = MITまたはApache-2.0（選択可）
settings-about-typeface = 書体
settings-about-typeface-value = Inter, copyright The Inter Project Authors, SIL Open Font License 1.1
settings-about-icons = アイコン
settings-about-icons-value = Phosphor Icons, copyright Phosphor Icons, MIT License
settings-about-where = データの送信先
settings-about-key = APIキー
settings-about-key-value = { $server }のみ
settings-about-names = ファイル名
settings-about-names-value = { $server }
settings-about-bytes = ファイルの内容
settings-about-bytes-value = このサーバーのストレージ
settings-about-nowhere-else = ほかには何も送信されません。
