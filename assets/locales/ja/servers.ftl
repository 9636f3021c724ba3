servers-menu-sandbox-note = このアプリに内蔵されたQueサーバーです。このコンピューターの外には何も送信されません。ここで付けた署名は、ほかでは信頼されません。
servers-menu-visited-note = このサーバーは、このセッション用にコマンドラインで指定されました。
servers-menu-in-use = 使用中
servers-menu-waiting = { $count }個のファイルが待機中
servers-menu-sandbox = サンドボックスを試す
servers-menu-sandbox-waiting = サンドボックスを試す（{ $count }個のファイルが待機中）
servers-menu-servers = サーバー…
servers-menu-key = このサーバーのキー…

servers-switch-title = 「{ $server }」に切り替えますか？
servers-switch-uploads = { $count }個のファイルがまだアップロードされていません。「{ $server }」のキューに残り、このサーバーに戻ると再開されます。
servers-switch-signings = { $count }個のファイルを署名または検証中です。進行中の処理は完了し、残りはキャンセルされます。
servers-switch-folders = フォルダをまだ読み込み中です。まだ見つかっていないファイルは追加されません。
servers-switch-now = 一時停止して切り替え

servers-welcome-title = Que Uploaderへようこそ
servers-welcome-lead = 写真をウインドウにドロップしてください。1枚ずつアップロードされ、それぞれにキーが付きます。署名と検証はいつでもできます。
servers-welcome-key-accepted = キーが受け付けられました
servers-welcome-offline = オフラインのようです
servers-welcome-offline-hint = インターネット接続を確認し、もう一度「開始」を選択してください。
servers-welcome-key = APIキー
servers-welcome-another-key = 別のキー
servers-welcome-get-key = キーを取得
servers-welcome-get-key-hint = addque.orgを開きます。独自のサーバーのキーは、サーバーの管理者から入手してください。
servers-welcome-key-present = このサーバーのキーはすでにあります。
servers-welcome-kept-trouble = { $desktop ->
    [mac] キーチェーン
    [windows] 資格情報マネージャー
   *[other] キーリング
}を使用できないため、ウインドウを閉じるまで保持されます：{ $trouble }
servers-welcome-kept-session = ウインドウを閉じるまで保持されます。
servers-welcome-kept-stored = { $desktop ->
    [mac] キーチェーン
    [windows] 資格情報マネージャー
   *[other] キーリング
}に保存されます。
servers-welcome-kept-and-sent = { $kept }{ $sent }
servers-welcome-sent-to = { $host }にのみ送信されます。
servers-welcome-sent-to-yours = お使いのサーバーにのみ送信されます。
servers-welcome-other-server = 別のサーバーを使用…
servers-welcome-address = サーバーのアドレス
servers-welcome-address-invalid = https://（このコンピューターの場合はhttp://）で始めてください。
servers-welcome-address-plain-http = http://はこのコンピューターでのみ使用できます。ほかのコンピューターは設定で許可できます。
servers-welcome-sandbox = サンドボックスを試す
servers-welcome-sandbox-hint = このアプリに内蔵されたQueサーバーで練習できます。キーは不要で、このコンピューターの外には何も送信されません。
servers-welcome-skip-test = テストをスキップ
servers-welcome-skip-test-hint = キーは、アップロードするときに再度テストされます。
servers-welcome-skip = スキップ
servers-welcome-skip-hint = すべて、あとから左上のサーバーメニューで入力できます。
servers-welcome-start = 開始
servers-welcome-connecting = 接続中…

servers-startup-title = Que Uploaderを起動できません
servers-startup-quit = 終了

servers-diagnostics-title = 診断
servers-diagnostics-lead = 送信する前に内容を確認してください。キー、署名、パスワードは含まれませんが、パスやファイル名が含まれることがあります。
servers-diagnostics-copy = 診断情報をコピー
