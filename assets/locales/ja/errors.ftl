errors-sentence = { $words }。
errors-two-sentences = { $first }{ $second }
errors-status = { $what }（{ $status }）
errors-status-code = { $what }（{ $status } { $code }）
errors-said = { $what }：{ $message }

errors-step-setup = 接続の準備
errors-step-health = Queの状態の確認
errors-step-presign = アップロードURLの要求
errors-step-upload = アップロード
errors-step-sign = 署名
errors-step-verify = 検証
errors-step-trust-list = 信頼リストの取得
errors-step-presign-download = ダウンロードURLの要求
errors-step-download = ダウンロード

errors-refusal-proxy-password = プロキシがユーザー名とパスワードを求めています
errors-refusal-request = Queがリクエストを受け付けません
errors-refusal-api-key = QueがAPIキーを受け付けません
errors-refusal-not-permitted = このAPIキーでは許可されていません（{ $step }）
errors-refusal-no-downloads = このQueサーバーではダウンロードURLを利用できません
errors-refusal-not-found = Queでオブジェクトまたは呼び出しが見つかりません（{ $step }）
errors-refusal-asset-too-large = ファイルがQueの上限を超えています
errors-refusal-unreadable = Queがこのファイルのコンテンツクレデンシャルを読み取れませんでした
errors-refusal-not-processed = Queがこのファイルまたはマニフェストを処理できませんでした
errors-refusal-too-fast = Queがリクエストの頻度を下げるよう求めています
errors-refusal-error-as-success = Queが成功ステータスでエラーを返しました（{ $step }）
errors-refusal-not-supported = このQueサーバーはまだ対応していません
errors-refusal-version-not-supported = このQueサーバーはこの種類のリクエストに対応していません
errors-refusal-server-full = Queのストレージに空きがありません
errors-refusal-unavailable = Queは現在利用できません
errors-refusal-server-error = Queで内部エラーが発生しました（{ $step }）
errors-refusal-other = Queに拒否されました（{ $step }）
errors-refusal-url-expired = アップロードURLの有効期限が切れています
errors-refusal-url-signature = ストレージがURLの署名を受け付けません
errors-refusal-clocks = Queとストレージの時計が合っていません
errors-refusal-file-too-large = ファイルがストレージの上限を超えています
errors-refusal-no-such-key = ストレージにそのオブジェクトがありません
errors-refusal-no-such-bucket = ストレージにそのバケットがありません
errors-refusal-waited-too-long = ストレージがデータを待つ間にタイムアウトしました
errors-refusal-storage-too-fast = ストレージがリクエストの頻度を下げるよう求めています
errors-refusal-bucket-elsewhere = バケットはURLとは別のアドレスにあります
errors-refusal-not-stored = ストレージがエラーを返したため、ファイルは保存されていません
errors-refusal-error-for-file = ストレージがファイルの代わりにエラーを返しました
errors-refusal-url-refused = ストレージがURLを拒否しました
errors-refusal-storage-not-supported = ストレージが対応していません
errors-refusal-storage-full = ストレージがいっぱいです
errors-refusal-no-such-address = ストレージでこのアドレスが見つかりません
errors-refusal-no-such-object = ストレージでオブジェクトが見つかりません
errors-refusal-storage-error = ストレージで内部エラーが発生しました（{ $step }）
errors-refusal-storage-refused = ストレージに拒否されました（{ $step }）

errors-transport-dns = サーバー名を解決できません（{ $step }）
errors-transport-connect = サーバーに接続できません（{ $step }）
errors-transport-tls = サーバーへの安全な接続を確立できませんでした（{ $step }）
errors-transport-proxy = プロキシが接続を確立しませんでした（{ $step }）
errors-transport-reset = 接続が切れました（{ $step }）
errors-transport-timeout = 時間内に応答がありませんでした（{ $step }）
errors-transport-stalled = 長い間データが送受信されませんでした（{ $step }）
errors-transport-response-lost = すべてのデータを送信しましたが、応答が失われました。ファイルは保存されている可能性があります
errors-transport-protocol = サーバーの応答がHTTPではありません（{ $step }）

errors-response-web-page = 応答がWebページでした（{ $status }、{ $step }）
errors-response-empty = 応答が空でした（{ $status }、{ $step }）
errors-response-not-json = 応答がJSONではありません（{ $status }、{ $step }）
errors-response-unexpected-json = 応答に必要なフィールドがありません（{ $status }、{ $step }）
errors-response-too-large = 応答が{ $limit }バイトを超えています（{ $status }、{ $step }）
errors-response-too-many-values = 応答の値が{ $limit }個を超えています（{ $status }、{ $step }）
errors-response-invalid-value = 応答を使用できません：{ $reason }（{ $status }、{ $step }）
errors-response-status = 応答のステータスが想定外です（{ $status }、{ $step }）
errors-response-checksum = 受信したデータが保存されたオブジェクトと一致しません（{ $status }、{ $step }）
errors-response-unknown-length = 応答に長さがなく、不完全な可能性があります（{ $status }、{ $step }）
errors-response-premature = すべてのデータを送信する前にサーバーが成功を返しました（{ $status }、{ $step }）
errors-response-unconfirmed = 応答からファイルの保存を確認できません（{ $status }、{ $step }）：{ $message }
errors-redirected = サーバーが{ $host }にリダイレクトしました（{ $status }、{ $step }）
errors-redirected-somewhere = サーバーが不明なホストにリダイレクトしました（{ $status }、{ $step }）

errors-file-gone = ファイルはもう存在しません
errors-file-forbidden = ファイルを読み取る権限がありません
errors-file-opening-timed-out = ファイルを開くのに時間がかかりすぎました
errors-file-too-many-open = このコンピューターで開いているファイルが多すぎます
errors-file-not-opened = ファイルを開けません
errors-file-reading-timed-out = ファイルの読み取りに時間がかかりすぎました
errors-file-not-read = ファイルを最後まで読み取れません
errors-file-disk-full = ディスクがいっぱいです
errors-file-not-written = ダウンロードを書き込めません
errors-file-shrank = 読み取り中にファイルが小さくなりました。何も保存されていません
errors-file-grew = 読み取り中にファイルが大きくなりました。何も保存されていません
errors-file-modified = 読み取り中にファイルが変更されました。何も保存されていません
errors-file-vanished = 読み取り中にファイルがなくなりました。何も保存されていません
errors-content-mismatch = 保存されたオブジェクトが送信したデータと一致しません
errors-already-exists = 同じ名前のファイルがすでにあります
errors-too-large-for-upload = ファイルが1回のアップロードの上限を超えています：{ $bytes }バイト、上限は{ $limit }バイト
errors-canceled = キャンセルされました

errors-insecure-url = { $host }のアドレスは暗号化されないhttp://のため、ネットワーク上の第三者に読まれる可能性があります
errors-forbidden-loopback = サーバーがこのコンピューター（{ $host }）を指しています。これはこのコンピューター上のサーバーにしか許可されません
errors-forbidden-link-local = サーバーがリンクローカルアドレス（{ $host }）を指していますが、そこにストレージは置けません
errors-forbidden-not-loopback = { $host }はこのコンピューター用に予約された名前ですが、別のコンピューターを指しています
errors-invalid-url = アドレスを使用できません：{ $reason }
errors-url-empty = 空です
errors-url-not-https = https://で始まらないか、URLではありません
errors-url-no-path = パスを追加できません
errors-url-host = ホストが正しくありません
errors-url-scheme = URLがhttps://でもhttp://でもありません
errors-url-no-host = URLにホストがありません
errors-url-credentials = URLにユーザー名またはパスワードが含まれています
errors-url-too-long = URLがストレージで使える長さを超えています
errors-url-upload-url = サーバーのアップロードURLがURLではありません
errors-url-upload-url-scheme = サーバーのアップロードURLがhttps://でもhttp://でもありません
errors-url-upload-url-too-long = サーバーのアップロードURLがストレージで使える長さを超えています
errors-url-download-url = サーバーのダウンロードURLがURLではありません
errors-url-target = ストレージのURLにリクエストを送信できません
errors-url-key-empty = オブジェクトキーが空です
errors-url-key-too-long = オブジェクトキーが1,024バイトを超えており、どのストレージでも使えません
errors-url-key-with-nul = オブジェクトキーにNUL文字が含まれています
errors-url-signed-uri-too-long = 署名済みコピーのアドレスが長すぎます
errors-url-signed-uri-with-nul = 署名済みコピーのアドレスにNUL文字が含まれています

errors-setup = 安全な接続を準備できませんでした：{ $reason }
errors-setup-trust-store = システムの証明書を使用できません
errors-setup-no-tls = 使用できるTLSのバージョンがありません
errors-setup-http-client = HTTPクライアントを作成できません
errors-setup-user-agent = User-Agentがヘッダーの値として正しくありません
errors-setup-content-type = Content-Typeがヘッダーの値として正しくありません
errors-setup-api-key = APIキーがヘッダーの値として正しくありません
errors-setup-key-for-public-file = 公開ファイルはキーなしで取得します
errors-setup-certificates-out-of-date = 追加の証明書ファイルの証明書が期限切れか、このコンピューターの時計ではまだ有効になっていません
errors-setup-certificates-empty = 追加の証明書ファイルが空です
errors-setup-certificates-binary = 追加の証明書ファイルがPEMではなくバイナリ（DER）です。次のコマンドで変換してください：openssl x509 -inform der -in FILE -out FILE.pem
errors-setup-certificates-with-key = 追加の証明書ファイルに、サーバーだけが持つべき秘密鍵が含まれています。証明書だけのファイルを使用してください
errors-setup-certificates-not-text = 追加の証明書ファイルがUTF-8テキストではありません。UTF-8で保存するか、別のファイルを使用してください
errors-setup-certificates-not-utf16 = 追加の証明書ファイルの先頭はUTF-16テキストのようですが、内容が異なります。UTF-8で保存してください
errors-setup-certificates-damaged = 追加の証明書ファイルに破損した証明書が含まれています
errors-setup-no-certificates = 追加の証明書ファイルに証明書（-----BEGIN CERTIFICATE-----）がありません
errors-setup-certificates-missing = そのパスに追加の証明書ファイルがありません
errors-setup-certificates-not-a-file = 追加の証明書ファイルがファイルではなく、フォルダ、パイプまたはデバイスです。証明書をファイルとして保存してください
errors-setup-certificates-too-large = 追加の証明書ファイルが4 MiBを超えています。別のファイルと思われます
errors-setup-certificates-forbidden = このアカウントには追加の証明書ファイルを読み取る権限がありません
errors-setup-certificates-no-descriptor = 追加の証明書ファイルを開けません。このコンピューターで開いているファイルが多すぎます
errors-setup-certificates-unreadable = 追加の証明書ファイルを読み取れません

errors-invalid-key = APIキーを使用できません：{ $reason }
errors-key-empty = キーが空です
errors-key-too-long = キーが長すぎます。キーは最大{ $limit }文字です
errors-key-lines = キーに改行が含まれています
errors-key-character = キーに使えない文字（空白、制御文字、ASCII以外の文字）が含まれています

errors-advice-proxy-password = http://user:password@proxy:port の形でHTTPS_PROXYに設定し、アプリを再起動してください。
errors-advice-check-proxy = システム設定またはHTTPS_PROXYのプロキシを確認してください。
errors-advice-close-files = ほかのアプリを終了するか、開けるファイル数の上限（ulimit -n）を上げて、このアプリを再起動してください。
errors-advice-sign-in-to-network = ブラウザを開いて、このネットワークにサインインしてください。
errors-advice-sign-in-or-check-address = プロキシまたはネットワークのサインインページが応答した可能性があります。ブラウザで確認するか、サーバーのアドレスを確認してください。
errors-advice-check-connection-and-address = インターネット接続とサーバーのアドレスを確認してください。
errors-advice-check-firewall = インターネット接続を確認してください。ファイアウォールが接続をブロックしている可能性があります。
errors-advice-check-clock-or-proxy = このコンピューターの時計がずれているか、プロキシが通信を検査している可能性があります。設定でその証明書を追加してください。
errors-advice-check-connection = インターネット接続を確認してください。繰り返し起こる場合は、あとで再試行してください。
errors-advice-may-be-stored = ファイルは保存されている可能性があります。インターネット接続を確認してください。繰り返し起こる場合は、あとでもう一度アップロードしてください。
errors-advice-check-names = このコンピューターの名前解決を確認するか、代わりに127.0.0.1を使用してください。
errors-advice-enter-redirect = 信頼できる場合は、リダイレクト先のアドレスを入力してください。
errors-advice-use-https = https://のアドレスを使用するか、ネットワークを信頼できる場合は設定でhttp://を許可してください。
errors-advice-enter-address = サーバーのアドレスを https://dev-api.addque.org のように入力してください。
errors-advice-check-certificates = 追加の証明書ファイル（--ca-file、またはサーバーの設定）とシステムの証明書を確認してください。
errors-advice-check-whole-key = キー全体をペーストしたか確認してください。
errors-advice-enter-key = APIキーをもう一度入力してください。それまでは何も送信されません。
errors-advice-ask-key-owner = キーの所有者に許可を依頼してください。
errors-advice-check-address = サーバーのアドレスと設定を確認してください。
errors-advice-check-address-and-port = サーバーのアドレスとポートを確認してください。
errors-advice-check-address-and-key = サーバーのアドレス、バケット、オブジェクトキーを確認してください。
errors-advice-check-bucket-and-key = バケットとオブジェクトキーを確認してください。
errors-advice-wait-for-writer = ファイルを書き込んでいるアプリが終わるのを待ってから、もう一度アップロードしてください。
errors-advice-upload-again = もう一度アップロードしてください。すべてのファイルで起こる場合、ストレージのETagはMD5ではありません。設定で照合をオフにしてください。
errors-advice-choose-name = 別の名前を選択するか、ファイルの置き換えを許可してください。
errors-advice-make-smaller = ファイルを小さくするか、分割してください。
errors-advice-choose-folder = 別のフォルダを選択するか、空き容量を増やしてください。
errors-advice-add-again = 新しい場所からファイルをもう一度追加してください。
errors-advice-allow-reading = このアカウントにファイルを読み取る権限を与えてください。
errors-advice-check-drive = ドライブまたはネットワークフォルダが応答しません。接続されているか確認してください。
errors-advice-check-file = 別のアプリでファイルを開けるか確認してください。
errors-advice-check-format = 署名できる形式か、マニフェストがファイルに合っているか確認してください。
errors-advice-check-file-type = ファイルの中身が名前のとおりか確認してください。読み取れなかった内容はサーバーのメッセージに示されています。
errors-advice-verify-smaller = もっと小さいファイルを検証するか、サーバーの管理者に上限の引き上げを依頼してください。
errors-advice-use-storage-tools = お使いのストレージツールで、S3アドレスから署名済みファイルをダウンロードしてください。
errors-advice-correct-manifest = マニフェストがQueの想定と異なります。修正してもう一度署名してください。
errors-advice-correct-request = サーバーが示す箇所を修正して、再試行してください。
errors-advice-choose-mode = 別のモードを選択してください。
errors-advice-start-again = 準備ができたら、もう一度始めてください。
errors-advice-later-or-higher-limit = 繰り返し起こる場合は、あとで再試行するか、Queのサポートに上限の引き上げを依頼してください。
errors-advice-later-or-support = 繰り返し起こる場合は、あとで再試行するか、Queのサポートに連絡してください。
errors-advice-later = 繰り返し起こる場合は、あとで再試行してください。
errors-advice-again-or-support = 再試行してください。繰り返し起こる場合は、Queのサポートに連絡してください。
errors-advice-again-or-details = 再試行してください。繰り返し起こる場合は、Queのサポートに詳細を伝えてください。
errors-advice-again-or-network = 再試行してください。繰り返し起こる場合は、ネットワーク上の何かがダウンロードの内容を変更しています。
errors-advice-new-url = 再試行してください。毎回新しいURLを使います。繰り返し起こる場合は、このコンピューターの時計を確認してください。
errors-advice-content-type-differs = 再試行してください。繰り返し起こる場合は、サーバーがファイルとは異なるContent-Typeに署名しています。
errors-advice-server-clock = Queのサーバーの時計がずれています。Queのサポートに連絡してください。
errors-advice-wrong-region = Queのサポートに連絡してください。サーバーのURLがバケットとは別のリージョンのものです。
errors-advice-storage-unsupported = Queのサポートに連絡してください。再試行しても解決しません。
errors-advice-storage-full = Queのサポートに容量の確保を依頼してから、再試行してください。
errors-advice-server-unsupported = このQueサーバーの管理者に連絡してください。再試行しても解決しません。
errors-advice-server-full = このQueサーバーの管理者に容量の確保を依頼してから、再試行してください。
errors-advice-server-unusable = このQueサーバーの管理者に連絡してください。どのクライアントもこの応答を使用できません。
errors-advice-server-newer = サーバーのアドレスを確認してください。正しい場合、サーバーがこのアプリより新しいバージョンです。
errors-advice-storage-on-this-computer = サーバーの管理者に連絡してください。ストレージが本当にこのコンピューターにある場合は、サーバーの設定または--allow-insecure-httpで、このサーバーのhttp://を許可してください。
errors-advice-storage-link-local = サーバーの管理者に連絡してください。ストレージには到達可能なアドレスが必要です。

errors-cause-proxy-password = プロキシがユーザー名とパスワードを求めています（407）。
errors-cause-proxy-password-of = プロキシ{ $proxy }がユーザー名とパスワードを求めています（407）。
errors-cause-too-many-open = このコンピューターではこれ以上ファイルや接続を開けません。
errors-cause-too-many-open-limit = このコンピューターでアプリが開けるファイルと接続は最大{ $limit }個です。
errors-cause-internal = 内部エラー：この処理は停止しました。
errors-cause-not-verified-switched = 検証していません：順番が来る前にサーバーが変更されました。
errors-cause-not-signed-switched = 署名していません：順番が来る前にサーバーが変更されました。
errors-cause-too-large-to-sign = ファイルが1 GBを超えているため署名できません。
errors-cause-too-large-to-verify = ファイルが1 GBを超えているため検証できません。
errors-cause-bucket-unknown = このオブジェクトのバケットが不明です。
errors-cause-key-reused = Queは、すでに「{ $name }」に発行したキーをこのファイルにも発行しました：{ $key }。何も送信していません。
errors-cause-record-closed = アップロードの記録は閉じられています。
errors-cause-stored-not-recorded = ファイルは{ $key }に保存されましたが、記録できませんでした。{ $why }
errors-cause-signed-not-recorded = { $uri }として署名されましたが、記録できませんでした。{ $why }
errors-cause-signed-somewhere-not-recorded = 署名されましたが（サーバーは保存先のアドレスを返していません）、記録できませんでした。{ $why }
errors-cause-may-be-signed = { $why }ただし、ファイルは署名された可能性があります。
errors-cause-credentials-unknown = 署名していません：ファイルにコンテンツクレデンシャルがあるか確認できませんでした。{ $reason }
errors-cause-metadata-timed-out = 署名していません：ファイルの情報を時間内に読み取れませんでした。
errors-cause-metadata-failed = 署名していません：ファイルの情報を読み取れませんでした。
errors-cause-metadata-gone = 署名していません：ファイルがなくなったか変更されたため、ファイルの情報を読み取れません。
errors-cause-no-origin = 署名していません：コンテンツクレデンシャルがないため、作成方法をマニフェストに記載する必要があります。
errors-cause-manifest = マニフェストの{ $line }行目が原因で署名していません。{ $words }
errors-cause-network-down = ネットワークに接続できません：{ $reason }。
errors-cause-network-was-down = { $time }以上ネットワークに接続できませんでした：{ $reason }。
errors-cause-server-was-unavailable = { $time }以上サーバーを利用できませんでした：{ $reason }。
errors-cause-signing-interrupted = 署名が中断されました。署名された可能性があります。
errors-cause-record-lost = 記録が破損していました。このアップロードについては、キーの候補だけが残っています。
errors-cause-details-unreadable = 保存された詳細を読み取れません。

errors-hint-too-many-open = ほかのアプリを終了するか、上限を上げて（ulimit -n 4096）、このアプリを再起動してください。
errors-hint-internal = 再試行してください。再び起こる場合は報告してください。
errors-hint-verify-again = もう一度検証してください。
errors-hint-sign-again = もう一度署名してください。
errors-hint-try-again = 再試行してください。
errors-hint-too-large-to-sign = アップロードはできます。署名するにはファイルを小さくしてください。
errors-hint-bucket-unknown = 設定で組織のアップロード用バケットを入力し、もう一度アップロードしてください。
errors-hint-key-reused = アップロードするとそのオブジェクトが上書きされます。再試行し、解決しない場合はQueのサポートに連絡してください。
errors-hint-record-closed = アプリを再起動してください。これまでのアップロードはすべて記録されています。
errors-hint-may-be-signed = 確実にするにはもう一度署名してください。署名済みコピーがもう1つ作られます。
errors-hint-identity-sign-without = サーバーが検証済みの本人情報を追加できない場合は、本人情報なしで署名してください。
errors-hint-identity-other-algorithm = このサーバーの署名方式{ $algorithm }では本人情報を使えません。本人情報なしで署名してください。
errors-hint-identity-unknown-algorithm = このサーバーは署名方式を示さないため、本人情報を要求できません。本人情報なしで署名してください。
errors-hint-credentials-unknown = アップロードは済んでいます。署名済みコピーで失われてもよい場合は、そのまま署名してください。
errors-hint-metadata-unread = もう一度署名して読み直すか、ファイルの情報のプレースホルダーを使わずに署名してください。
errors-hint-metadata-gone = ファイルの情報のプレースホルダーを使わずに署名してください。
errors-hint-no-origin = 作成方法を選択して、もう一度署名してください。
errors-hint-manifest = マニフェストを変更して、もう一度署名してください。
errors-hint-server-unavailable = あとで再試行してください。解決しない場合はQueのサポートに連絡してください。
errors-hint-network-down = インターネット接続を確認して、再試行してください。
errors-hint-signing-interrupted = もう一度署名してください。すでに署名済みコピーがある場合は、もう1つ作られます。
errors-hint-record-lost = オブジェクトがあるか確認し、なければファイルをもう一度追加してください。
errors-hint-sign-unless-signed = すでに署名済みコピーがある場合を除き、もう一度署名してください。
errors-hint-limited-not-said = 待ち時間は示されていません。今回の実行が待つのは最大{ $longest }秒です。あとで再試行するか、{ $option } SECONDS で延ばしてください。
errors-hint-limited-seconds = サーバーは合計{ $asked }秒待つよう求めていますが、今回の実行が待つのは最大{ $longest }秒です。あとで再試行するか、{ $option } SECONDS で延ばしてください。
errors-hint-limited-forever = サーバーは合計10年以上待つよう求めていますが、今回の実行が待つのは最大{ $longest }秒です。あとで再試行するか、{ $option } SECONDS で延ばしてください。

errors-outage-name-not-found = サーバー名を解決できません
errors-outage-proxy-blocks = プロキシが接続をブロックしています
errors-outage-no-answer = サーバーが応答しません
errors-outage-not-reachable = サーバーに接続できません
errors-outage-web-page = Queの代わりにWebページが応答しています。ブラウザでこのネットワークにサインインしてください
errors-outage-proxy-password = プロキシがユーザー名とパスワードを求めています（407）
errors-outage-proxy-password-of = プロキシ{ $proxy }がユーザー名とパスワードを求めています（407）
errors-outage-storage-name-not-found = ストレージ{ $host }の名前を解決できません
errors-outage-proxy-blocks-storage = プロキシがストレージ{ $host }への接続をブロックしています
errors-outage-storage-not-reachable = ストレージ{ $host }に接続できません
errors-outage-storage-no-answer = ストレージ{ $host }が応答しません
errors-outage-not-trusted = { $host }の証明書は信頼されていません
errors-outage-other-name = { $host }が示した証明書は別の名前のものです
errors-outage-no-names = { $host }の証明書に、現在必須となっているSubject Alternative Nameがありません
errors-outage-out-of-date = { $host }の証明書は有効期間外です
errors-outage-not-secure = { $host }への安全な接続を確立できませんでした
errors-outage-nothing-sent = 何も送信されていません：{ $reason }。

errors-remedy-not-trusted = このネットワークにサインインページがある場合は、ブラウザでサインインしてください。会社がこのサーバーを運用している場合は、サーバーの設定で認証局のファイルを指定してください（コマンドラインでは--ca-file）。
errors-remedy-other-name = このネットワークにサインインページがある場合は、ブラウザでサインインしてください。そうでない場合は、サーバーのアドレスを確認してください。
errors-remedy-no-names = サーバーの所有者が、それを含めて発行し直す必要があります。
errors-remedy-out-of-date = このコンピューターの日付と時刻を確認してください。正しい場合は、サーバーの所有者が更新する必要があります。
errors-remedy-not-secure = このネットワークにサインインページがある場合は、ブラウザでサインインしてください。そうでない場合は、サーバーのアドレスとポートを確認してください。

errors-store-disk-full = ディスクがいっぱいで、アップロードの記録を書き込めませんでした
errors-store-read-only = アップロードの記録は読み取り専用です
errors-store-locked = 別のアプリがアップロードの記録をロックしています
errors-store-newer-version = アップロードの記録は新しいバージョンのQue Uploaderで書かれています（スキーマバージョン{ $found }、このバージョンの対応は{ $known }）
errors-store-corrupt = アップロードの記録が破損しています：{ $reason }
errors-store-foreign = 「{ $path }」は別のアプリのデータベースです
errors-store-foreign-file = 「{ $path }」は別のアプリのファイルで、アップロードの記録の一部ではありません
errors-store-cannot-open = アップロードの記録（{ $path }）を開けません：{ $reason }
errors-store-gone = 使用中にアップロードの記録が削除または置き換えられ、元に戻せませんでした：{ $reason }
errors-store-disk = アップロードの記録の使用中にディスクで障害が発生しました：{ $reason }
errors-store-missing = アップロード{ $number }の記録がありません
errors-store-key-reused = サーバーはキー{ $key }をすでに「{ $name }」に発行しています
errors-store-broken-row = 記録を読み取れません：{ $reason }
errors-store-other = アップロードの記録でエラーが発生しました：{ $reason }

errors-store-hint-disk-full = ディスクの空き容量を増やして、再試行してください。
errors-store-hint-read-only = データフォルダを書き込み可能にするか、--data-dirで別のフォルダを指定してください。
errors-store-hint-locked = 開いているアプリを終了して、再試行してください。
errors-store-hint-newer-version = 新しいバージョンを使用するか、--data-dirで別のフォルダを指定してください。
errors-store-hint-corrupt = アプリを再起動してください。破損したファイルは別に保管され、可能な範囲で復元されます。
errors-store-hint-foreign = 変更していません。--data-dirで別のフォルダを指定してください。
errors-store-hint-foreign-file = 変更していません。移動するか、--data-dirで別のフォルダを指定してください。
errors-store-hint-cannot-open = データフォルダが読み書き可能か確認するか、--data-dirで別のフォルダを指定してください。
errors-store-hint-gone = アプリを終了しないでください。データはすべて残っています。データフォルダを書き込み可能にして、再試行してください。
errors-store-hint-disk = ディスクを確認して、再試行してください。
errors-store-hint-key-reused = Queのサポートに連絡してください。アップロードするとそのオブジェクトが上書きされます。
errors-store-hint-other = 再試行してください。再び起こる場合は、このメッセージを添えて報告してください。

errors-said-records-left-out = 以前のアップロードの記録{ $count }件を読み取れないため、表示されません。
errors-said-not-exported = 「{ $path }」に書き込めませんでした：{ $reason }。
errors-said-earlier-not-saved = 以前のコンテンツクレデンシャルを「{ $name }」と同じ場所に保存できませんでした：{ $reason }。
errors-said-too-many-dragged = 一度にドラッグするファイルが多すぎます
errors-said-not-media-type = MIMEタイプではありません
errors-said-settings-not-used = この設定は適用されませんでした
errors-said-not-signed-again = { $count }件は再署名していません：以前のセッションのマニフェストが不明です
errors-said-earlier-not-kept-of = 「{ $name }」の以前のコンテンツクレデンシャルをこのコンピューターに保管できませんでした：{ $reason }。
errors-said-earlier-not-kept = { $count }個のファイルの以前のコンテンツクレデンシャルをこのコンピューターに保管できませんでした：{ $reason }。
errors-said-earlier-not-deleted = { $count }個のファイルの以前のコンテンツクレデンシャルをデータフォルダから削除できませんでした。
errors-said-exported = { $count }件の記録を「{ $path }」に書き出しました。
errors-said-exported-left-out = { $count }件は読み取れないため除外しました。
errors-said-forgotten = { $count }件の記録を削除しました。オブジェクトはストレージに残ります。
errors-said-forgotten-kept = { $count }件の記録は残ります：キーのないままキューにあるか、署名中です。
errors-said-forgotten-credentials = { $count }個のファイルの以前のコンテンツクレデンシャルも削除しました。
errors-said-bulk-signed = { $all }件中{ $done }件の記録に署名しました。
errors-said-bulk-signed-with = { $all }件中{ $done }件の記録に署名しました（{ $parts }）。
errors-said-bulk-verified = { $all }件中{ $done }件の記録を検証しました。
errors-said-bulk-verified-with = { $all }件中{ $done }件の記録を検証しました（{ $parts }）。
errors-said-bulk-list = { $before }、{ $next }
errors-said-bulk-failed = 失敗 { $count }件
errors-said-bulk-left-out = 対象外 { $count }件
errors-said-bulk-no-object = 検証するオブジェクトなし { $count }件
errors-said-bulk-unreadable = 読み取り不可 { $count }件
errors-said-bulk-stopped = 途中で停止しました。

errors-said-hint-records-left-out = データフォルダには残っています。何も削除していません。
errors-said-hint-not-exported = 別のフォルダを選択するか、ディスクの空き容量を増やして、もう一度書き出してください。
errors-said-hint-earlier-not-saved = 署名済みファイル自体は保存しました。証拠を保存すると取得できます。
errors-said-hint-too-many-dragged = 一度にドラッグできるのは{ $count }個、4 GBまでです。または「署名済みファイルを保存…」を使用してください。
errors-said-hint-not-media-type = image/jpegのように、2つの語を/で区切って入力してください。
errors-said-hint-settings-not-used = 次の点を変更して、もう一度適用してください：{ $reason }。
errors-said-hint-not-signed-again = これらのファイルを選択し、「署名…」を選択してください。
errors-said-hint-earlier-not-kept = 元のファイルには残っているので、削除しないでください。ファイルの証拠を保存すると再試行されます。
errors-said-hint-earlier-not-deleted = 次回の起動時に再試行します。

errors-setting-jobs = 同時アップロード数は1〜{ $limit }にしてください（{ $given }は使えません）
errors-setting-stall-seconds = 無通信の制限時間は5〜600秒にしてください（{ $given }は使えません）
errors-setting-zoom = ズームは50〜300パーセントにしてください（{ $given }は使えません）
errors-setting-language = 言語は{ $known }のいずれかにしてください（{ $given }は使えません）。指定しない場合はシステムの言語になります
errors-setting-address = サーバーのアドレスはhttps://（このコンピューターならhttp://も可）で始めてください（{ $given }は使えません）
errors-setting-bucket = { $given }はバケット名として使えません：英小文字、数字、ピリオド、ハイフンで3〜63文字にしてください
errors-setting-profile-name = { $given }はプロファイル名として使えません：{ $limit }文字以内の1行にしてください

errors-keyring-no-service = このシステムのキーリングサービスが応答しません
errors-keyring-none = キーを保存するキーリングがありません
errors-keyring-locked = { $system ->
    [macos] キーチェーン
    [windows] 資格情報マネージャー
   *[other] キーリング
}がロックされています
errors-keyring-dismissed = { $system ->
    [macos] キーチェーン
    [windows] 資格情報マネージャー
   *[other] キーリング
}のパスワード入力が閉じられました
errors-keyring-timed-out = { $system ->
    [macos] キーチェーン
    [windows] 資格情報マネージャー
   *[other] キーリング
}が{ $time }秒以内に応答しません。パスワードの入力を待っている可能性があります
errors-keyring-not-a-key = { $system ->
    [macos] キーチェーン
    [windows] 資格情報マネージャー
   *[other] キーリング
}にあるこのサーバーの項目はキーではありません
errors-keyring-several = { $system ->
    [macos] キーチェーン
    [windows] 資格情報マネージャー
   *[other] キーリング
}にこのサーバーのキーが複数あります
errors-keyring-failed = { $system ->
    [macos] キーチェーン
    [windows] 資格情報マネージャー
   *[other] キーリング
}でエラーが発生しました：{ $reason }
errors-keyring-not-reached = キーリングに接続できませんでした。
errors-keyring-hint-sign-in = サインアウトして再びサインインするか、QUE_API_KEYを設定し、--api-urlでサーバーを指定してください。
errors-keyring-hint-no-service = GNOME Keyring、KWallet、KeePassXCなどのキーリングを起動するか、QUE_API_KEYを設定し、--api-urlでサーバーを指定してください。
errors-keyring-hint-none = システムのパスワード管理アプリでデフォルトのキーリングを作成し、キーをもう一度保存してください。
errors-keyring-hint-locked = { $system ->
    [macos] キーチェーン
    [windows] 資格情報マネージャー
   *[other] キーリング
}のロックを解除して、再試行してください。
errors-keyring-hint-timed-out = { $system ->
    [macos] キーチェーン
    [windows] 資格情報マネージャー
   *[other] キーリング
}の入力画面に応答して、再試行してください。
errors-keyring-hint-not-a-key = キーを削除して、もう一度入力してください。
errors-keyring-hint-failed = 再試行するか、このセッションだけでキーを使用してください。

errors-with-detail = { $words }（{ $detail }）
errors-list-not-updated = { $list }を更新できませんでした：{ $reason }。
errors-list-not-given-by-server = { $list }を更新できませんでした。{ $words }
errors-list-no-list = { $list }：{ $file } はリストではありません：{ $reason }。
errors-list-not-saved = { $list }を保存できませんでした：{ $reason }。
errors-list-saving-stopped = { $list }を保存できませんでした：内部エラー（{ $reason }）。
errors-list-not-added = 「{ $name }」を追加できませんでした：{ $reason }。
errors-list-file-not-added = { $file } を追加できませんでした：{ $reason }。
errors-list-not-removed = { $list }を取り除けませんでした：{ $reason }。
errors-list-no-key = { $list }を更新できませんでした：APIキーがありません。
errors-list-no-folder = リストを変更できませんでした：データフォルダがありません。
errors-list-stopped = 内部エラー：この処理は中止されました（{ $reason }）。
errors-list-unreadable = 読み取れませんでした：{ $reason }
errors-list-changed = 保存した内容と異なります
errors-list-too-many-of-kind = この種類のリストが{ $count }件を超えています
errors-list-needs-name = 名前が必要です
errors-list-bad-name = 名前は1行、{ $count }文字以内にしてください
errors-list-name-taken = 同じ名前のリストがすでにあります
errors-list-too-many = 独自のリストがすでに{ $count }件あります
errors-list-saving-failed = 保存できませんでした：{ $reason }
errors-list-no-certificates = 証明書が含まれていません（-----BEGIN CERTIFICATE-----）
errors-list-damaged-certificate = { $number }番目の証明書が壊れています
errors-list-private-key = 他人に渡してはならない秘密鍵が含まれています
errors-list-no-hashes = ハッシュが含まれていません
errors-list-no-uses = オブジェクト識別子（OID）が含まれていません
errors-list-too-long = 既知のどのリストよりも項目が多すぎます
errors-list-no-room = 信頼リストの合計が6 MBを超えます
errors-publisher-lacks = { $host } に { $file } がありません（{ $status }）
errors-publisher-refused = { $host } が { $file } の提供を拒否しました（{ $status }）
errors-publisher-proxy-password = { $host } の手前のプロキシがユーザー名とパスワードを求めています（{ $status }）
errors-publisher-too-fast = { $host } への要求が多すぎます（{ $status }）
errors-publisher-status = { $host } が { $file } を提供できませんでした（{ $status }）
errors-publisher-other = { $host } が { $file } 以外のものを返しました
errors-publisher-moved = { $host } が { $file } の要求を { $to } に転送しました
errors-publisher-moved-somewhere = { $host } が { $file } の要求を別のアドレスに転送しました
errors-publisher-dns = { $host } が見つかりませんでした
errors-publisher-connect = { $host } に接続できませんでした
errors-publisher-tls = { $host } に安全に接続できませんでした
errors-publisher-proxy = プロキシ経由で { $host } に接続できませんでした
errors-publisher-timeout = { $host } の応答に時間がかかりすぎました
errors-publisher-reset = { $host } が接続を閉じました
errors-publisher-protocol = { $host } がHTTP以外のものを返しました
errors-list-copy-kept = このコンピュータのコピーは残っています。
errors-list-hint-connection = インターネット接続と、ファイアウォールがこのサーバーを許可しているかを確認してください。
errors-list-hint-sign-in = あとで再試行してください。公衆ネットワークでは、先にサインインしてください。
errors-list-hint-moved = 発行元がリストを移動した可能性があります。あとで再試行するか、このプログラムの新しいバージョンを探してください。
errors-list-hint-moved-or-network = 発行元がリストを移動した可能性があります。公衆ネットワークでは、先にサインインしてください。それ以外の場合は、このプログラムの新しいバージョンを探してください。
errors-list-hint-minutes = 数分後に再試行してください。
errors-list-hint-later = あとで再試行してください。
errors-list-hint-certificate = ネットワークが接続を検査している場合は、その証明書を --ca-file または設定の追加の証明書で指定してください。
errors-list-hint-proxy = HTTPS_PROXYのプロキシを確認してください。
errors-list-hint-larger = 既知のどのリストよりも大きなリストです。発行元に問い合わせてください。
errors-list-hint-permission = このプログラムに { $folder } への書き込みを許可してください。
errors-list-hint-space = ディスクの空き容量を増やしてください。
errors-list-hint-folder = フォルダ { $folder } を確認してください。
errors-list-hint-name = 別の名前を選んでください。
errors-list-hint-too-many = 使わないリストを取り除いてください。
errors-list-hint-private-key = そのファイルは決して他人に渡さないでください。証明書だけを含むファイルを選んでください。
errors-list-hint-certificates = 証明書を含むPEMファイルを選んでください（-----BEGIN CERTIFICATE-----）。
errors-list-hint-large-file = 必要な証明書だけを含むファイルを選んでください。
errors-list-hint-file = { $file } を確認してください。
errors-list-hint-key = 設定でキーを入力してください。
errors-list-hint-data-folder = --data-dir で書き込み可能なフォルダを指定して、プログラムを起動してください。
errors-outage-waiting-server = サーバーを待っています：{ $reason }
errors-outage-waiting-network = ネットワークを待っています：{ $reason }
errors-drag-too-long = 署名済みファイルのダウンロードに時間がかかりすぎました
errors-drag-no-file = { $path } はファイルではなくなっています
errors-drag-not-dragged = { $name } をドラッグできません：{ $reason }
errors-drag-no-downloads = このサーバーではダウンロードできないため、署名済みファイルをドラッグできません
errors-drag-not-copied = 署名済みファイルを一時フォルダにコピーできませんでした：{ $reason }
errors-drag-hint-too-long = 接続を確認するか、ドラッグするファイルを減らしてください。
errors-drag-hint-original = 署名されていないため、ドラッグできるのは元のファイルだけです。元の場所にあるか確認してください。
errors-drag-hint-no-downloads = 代わりにオブジェクトキーをコピーして、ストレージからファイルを取得してください。
errors-drag-hint-not-copied = ディスクの空き容量を増やして、もう一度ドラッグしてください。
errors-read-no-longer-here = ファイルがなくなっています
errors-read-not-readable = ファイルを読み取れません（{ $reason }）
errors-read-cannot-be-read = ファイルを読み取れません
errors-read-not-a-file = ファイルではありません
errors-read-changed = ファイルが変更されています
errors-read-changed-since-upload = このコンピュータのファイルがアップロード後に変更されています
errors-read-not-of-its-type = この種類のファイルとして読み取れません
errors-read-type-not-inspected = この種類のファイルはここでは調べられません
errors-read-type-not-read = この種類のファイルはここでは読み取れません
errors-read-no-inspection = このビルドではファイルを調べられません
errors-read-no-reading = このビルドではファイルを読み取りません
errors-read-too-long = { $time } 以内に読み取れませんでした
errors-read-too-much-memory = { $size } のメモリでは読み取れませんでした
errors-read-too-deep = 入れ子が深すぎて読み取れません
errors-read-killed = 読み取り中の処理がシグナル { $number } で停止しました
errors-read-killed-damaged = 読み取り中の処理がシグナル { $number } で停止しました：ファイルが壊れているか、プログラムを妨害するように作られています
errors-read-killed-by-system = 読み取り中の処理が、システム（メモリ不足の可能性があります）または何者かによってシグナル { $number } で停止しました
errors-read-broken = 読み取りに失敗しました：ファイルが壊れているか、プログラムを妨害するように作られています
errors-read-failed = 読み取りに失敗しました
errors-read-not-started = 読み取れませんでした：補助プロセスを起動できません（{ $reason }）
errors-read-closing = 読み取りませんでした：プログラムを終了しています
errors-read-stopped = 内部エラー：このファイルの読み取りが中止されました。もう一度確認してください
errors-read-skipped = 読み取りませんでした：{ $reason }
errors-read-skipped-unreadable = 読み取り不可
errors-read-skipped-other-host = 別のコンピュータにあります
errors-read-skipped-other-scheme = ファイルのアドレスではありません
errors-read-found = ファイルは見つかりましたが、{ $reason }
errors-read-copied = サーバーのコピーをダウンロードしましたが、{ $reason }
errors-read-both = { $first }。また、{ $second }
errors-read-no-credentials = コンテンツクレデンシャルが含まれていません
errors-read-elsewhere = コンテンツクレデンシャルが別の場所に保存されていて、ダウンロードされません
errors-read-copy-not-made = コピーを作成できませんでした（{ $reason }）
errors-read-other-copy = サーバーのコピーはアップロードした内容と異なります
errors-read-other-file = サーバーのコピーはアップロードしたファイルではありません
errors-read-no-record = アップロードの記録を読み取れません
errors-read-no-bucket = オブジェクトのバケットが不明です
errors-read-not-asked = オブジェクトをサーバーに要求できません
errors-read-not-provided = サーバーがオブジェクトを提供しません（{ $reason }）
errors-read-larger = オブジェクトが予想より大きいため、ダウンロードしませんでした
errors-read-not-downloaded = オブジェクトをダウンロードできませんでした（{ $reason }）
errors-read-download-too-long = オブジェクトのダウンロードに時間がかかりすぎました
errors-read-ending = プログラムを終了しています
errors-read-server-changed = その間にサーバーが変更されました
errors-proxy-unreachable = プロキシに接続できません。
errors-proxy-unreachable-of = プロキシ { $proxy } に接続できません。
errors-proxy-blocks = プロキシが接続を通しません。
errors-proxy-blocks-of = プロキシ { $proxy } が接続を通しません。
