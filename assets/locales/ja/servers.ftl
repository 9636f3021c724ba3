servers-menu-sandbox-note = このアプリに内蔵のQueサーバーです。このコンピュータの外には何も送られず、その署名をほかの人が信頼することもありません。
servers-menu-visited-note = このサーバーは、このセッションのためにコマンドラインで指定されました。
servers-menu-in-use = 使用中
servers-menu-waiting = { $count }個のファイルが待機中
servers-menu-sandbox = サンドボックスを試す
servers-menu-sandbox-waiting = サンドボックスを試す（{ $count }個のファイルが待機中）
servers-menu-servers = サーバー…
servers-menu-key = このサーバーのキー…

servers-switch-title = { $server }に切り替えますか？
servers-switch-uploads = { $count }個のファイルがまだアップロードされていません。{ $server }のキューに残り、元のサーバーに戻ると再開します。
servers-switch-signings = { $count }個のファイルを署名または検証中です。進行中の処理は完了し、残りはキャンセルされます。
servers-switch-folders = フォルダをまだ読み込み中です。まだ見つかっていないファイルは追加されません。
servers-switch-now = 一時停止して切り替え

servers-welcome-title = Que Uploaderへようこそ
servers-welcome-lead = 写真をウインドウにドロップしてください。1枚ずつアップロードされ、キーが割り当てられます。署名と検証はいつでもできます。
servers-welcome-key-accepted = キーが承認されました
servers-welcome-offline = オフラインのようです
servers-welcome-offline-hint = インターネット接続を確認し、もう一度「開始」を選んでください。
servers-welcome-key = APIキー
servers-welcome-another-key = 別のキー
servers-welcome-get-key = キーを取得
servers-welcome-get-key-hint = addque.orgを開きます。自分のサーバーのキーは、その管理者から受け取ってください。
servers-welcome-key-present = このサーバーのキーはすでにあります。
servers-welcome-kept-trouble = { $desktop ->
    [windows] 資格情報マネージャー
   *[other] キーチェーン
}を使用できないため、ウインドウを閉じるまで保持されます：{ $trouble }
servers-welcome-kept-session = ウインドウを閉じるまで保持されます。
servers-welcome-kept-stored = { $desktop ->
    [windows] 資格情報マネージャー
   *[other] キーチェーン
}に保存されます。
servers-welcome-kept-and-sent = { $kept }{ $sent }
servers-welcome-sent-to = { $host }にのみ送信されます。
servers-welcome-sent-to-yours = 自分のサーバーにのみ送信されます。
servers-welcome-other-server = 別のサーバーを使用…
servers-welcome-address = サーバーのアドレス
servers-welcome-address-invalid = https://（このコンピュータの場合はhttp://）で始めてください。
servers-welcome-address-plain-http = http://はこのコンピュータでのみ使用できます。ほかのコンピュータは設定で許可できます。
servers-welcome-sandbox = サンドボックスを試す
servers-welcome-sandbox-hint = このアプリに内蔵のQueサーバーで練習できます。キーは不要で、このコンピュータの外には何も送られません。
servers-welcome-skip-test = テストをスキップ
servers-welcome-skip-test-hint = キーは、何かをアップロードするときに再びテストされます。
servers-welcome-skip = スキップ
servers-welcome-skip-hint = あとから左上のサーバーメニューで入力できます。
servers-welcome-start = 開始
servers-welcome-connecting = 接続中…

servers-startup-title = Que Uploaderを起動できません
servers-startup-quit = 終了

servers-diagnostics-title = 診断
servers-diagnostics-lead = 送信する前に内容を確認してください。キー、署名、パスワードは含まれませんが、パスやファイル名が含まれることがあります。
servers-diagnostics-copy = 診断をコピー
