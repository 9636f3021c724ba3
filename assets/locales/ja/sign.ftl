sign-view-form = フォーム
sign-view-json = JSON
sign-json = マニフェスト（JSON）
sign-json-invalid = 有効なJSONではありません
sign-json-invalid-hint = フォームに戻るには、JSONを修正してください。
sign-manifest-show = マニフェストを表示
sign-manifest-hide = マニフェストを隠す
sign-blocked-errors = 先にマニフェストを修正してください。
sign-blocked-origin = 続けるには、作成方法を選択してください。
sign-blocked-edits = 続けるには、ほかの編集の有無を選択してください。
sign-lints-none = 問題はありません。
sign-lint-error = エラー、{ $line }行目：{ $message }
sign-lint-warning = 警告、{ $line }行目：{ $message }
sign-lint-advice = ヒント、{ $line }行目：{ $message }
sign-lint-line = { $line }行目
sign-lint-line-hint = この行に移動
sign-lint-fix = 修正：{ $fix }
sign-lint-fix-hint = この修正を適用
sign-origin = 作成方法
sign-origin-choose = 作成方法を選択
sign-origin-open = ご本人にしか分からないため、あらかじめ選択されていません。
sign-origin-discloses = { $explanation }これにより、生成AIの使用が開示されます。
sign-origin-opened = 編集済みコピーには記載されません。新しく作成したファイルではなく、既存のファイルを開いたものだからです。ほかの設定とテキストはすべて適用されます。
sign-origin-group-camera = カメラ
sign-origin-group-edited = 編集済み
sign-origin-group-scanned = スキャン
sign-origin-group-ai = AI
sign-origin-group-other = その他
sign-origin-digital-capture = カメラまたはレコーダー
sign-origin-computational-capture = 複数フレームを合成するスマートフォンのカメラ
sign-origin-negative-film = ネガフィルムのスキャン
sign-origin-positive-film = スライドのスキャン
sign-origin-print = プリントのスキャン
sign-origin-human-edits = 人による編集
sign-origin-composite-with-trained-algorithmic-media = 生成AIを使った編集
sign-origin-algorithmically-enhanced = アルゴリズムによる補正
sign-origin-digital-creation = 人がソフトウェアで描画または制作
sign-origin-data-driven-media = データから作成したグラフや図
sign-origin-trained-algorithmic-media = 生成AIによる作成
sign-origin-algorithmic-media = 学習を用いないアルゴリズムによる作成
sign-origin-screen-capture = 画面キャプチャ
sign-origin-virtual-recording = 仮想シーンの記録
sign-origin-composite = 複数の素材の合成
sign-origin-composite-capture = カメラで撮影した素材の合成
sign-origin-composite-synthetic = 人工的な要素を含む合成
sign-origin-digital-capture-hint = カメラ、スマートフォン、3Dスキャナー、レコーダーで現実世界を記録したもの。
sign-origin-computational-capture-hint = HDRや夜景のように、スマートフォンが複数のフレームを合成して撮影したもの。
sign-origin-negative-film-hint = ネガフィルムからデジタル化したもの。
sign-origin-positive-film-hint = スライドなどのポジフィルムからデジタル化したもの。
sign-origin-print-hint = 印刷物または手描きの原本からデジタル化したもの。
sign-origin-human-edits-hint = 切り抜きや色補正など、生成AIを使わないツールで人が変更したもの。
sign-origin-composite-with-trained-algorithmic-media-hint = 空を補うなど、生成AIで変更または拡張したもの。
sign-origin-algorithmically-enhanced-hint = シャープ化やノイズ低減など、自動ツールで変更したもの。
sign-origin-digital-creation-hint = 絵、文章、音楽など、人がソフトウェアで制作したもの。
sign-origin-data-driven-media-hint = グラフ、地図、気象アニメーションなど、ソフトウェアがデータから生成したもの。
sign-origin-trained-algorithmic-media-hint = 画像生成AIなど、学習済みモデルがすべてを生成したもの。
sign-origin-algorithmic-media-hint = フラクタルなど、学習済みモデルを使わないアルゴリズムが生成したもの。
sign-origin-screen-capture-hint = スクリーンショットまたは画面収録。
sign-origin-virtual-recording-hint = ゲームなど、仮想世界の記録。
sign-origin-composite-hint = 種類を問わず、複数の素材を組み合わせたもの。
sign-origin-composite-capture-hint = 現実世界を撮影した2つ以上の素材を組み合わせたもの。
sign-origin-composite-synthetic-hint = 少なくとも1つが生成AIで作られた、複数の素材を組み合わせたもの。
sign-edits = 編集
sign-edits-choose = ほかに手を加えましたか？
sign-edits-none = ほかの編集なし
sign-edits-may-be = ほかの編集の可能性あり
sign-edits-open = 上の作成方法以外の、切り抜きやレタッチなど。ご本人にしか分かりません。
sign-edits-none-hint = 上の作成方法以外に何も行っていないと記載します。
sign-edits-may-be-hint = 上の作成方法以外にも手を加えた可能性があると記載します。
sign-training = AIの学習とデータマイニングへの利用
sign-training-ai = AIの学習
sign-training-generative = 生成AIの学習
sign-training-inference = AIの推論
sign-training-mining = データマイニング
sign-training-not-stated = 記載なし
sign-training-allowed = 許可
sign-training-not-allowed = 不許可
sign-training-constrained = 条件付きで許可
sign-training-conditions = { $kind }：条件
sign-training-conditions-hint = テキストまたはライセンスのURL
sign-training-each = 利用ごとに設定
sign-training-one = すべての利用に同じ設定
sign-field-title = タイトル
sign-field-author = 作者
sign-field-caption = キャプション
sign-field-credit = クレジット
sign-field-copyright = 著作権
sign-field-headline = 見出し
sign-field-make = カメラのメーカー
sign-field-model = カメラの機種
sign-field-lens = レンズ
sign-field-taken = 撮影日時
sign-field-city = 市区町村
sign-field-country = 国
sign-field-generator = 作成ソフト
sign-field-version = バージョン
sign-field-optional = 任意
sign-field-taken-hint = 任意（例：2026-05-09T12:00:00）
sign-field-generator-hint = デフォルト：サーバーの名前
sign-field-author-hint = 個人または組織。複数の場合はセミコロンで区切ります。名前の中に残すには、セミコロンを2つ続けてください。
sign-fields-more = 項目を増やす
sign-fields-fewer = 項目を減らす
sign-thumbnail = 署名済みコピーにサムネールを付けない
sign-thumbnail-hint = サーバーは小さなファイルにも数百キロバイトのサムネールを付けます。
sign-placeholders-title = {"{stem}"} = ファイル名、{"{name}"} = 拡張子付き、{"{date}"} = 今日。
sign-placeholders = ファイルごとに置き換えられます：{"{name}"} = ファイル名、{"{stem}"} = 拡張子を除いた名前、{"{date}"} = 署名日。
sign-placeholders-file = ファイルに記録された値：{ $names }。値がないファイルでは、そのプレースホルダーと隣の区切りが省かれます。残りのテキストはそのままです。
sign-placeholder-unknown = { $name }はプレースホルダーではありません。「項目を増やす」で一覧を確認できます。
sign-placeholder-similar = { $name }はプレースホルダーではありません。{ $known }ですか？
sign-placeholder-use = { $known }を使用
sign-placeholder-keep = 文字として残す
sign-identity = 検証済みの本人情報を追加
sign-identity-hint = ここに記載した内容を、サーバーの証明書が保証します。作者は、誰でも入力できる名前にすぎません。
sign-identity-known = サーバーが自身の証明書（{ $algorithm }）で、このマニフェストの記載に署名します。確認されたかどうかはレポートに表示されます。
sign-identity-unknown = このサーバーの署名アルゴリズムはまだ分かっていません。最初のファイルで判明しますが、そのファイルは2回署名されることがあります。
sign-offers = { $whose ->
    [photo] 写真の情報
    [photos] 写真の情報
    [file] ファイルの情報
   *[files] ファイルの情報
}
sign-offers-all = すべて使用
sign-offers-all-but-location = 場所以外をすべて使用
sign-offers-none = 使用しない
sign-offers-all-label = { $whose ->
    [photo] 写真の情報をすべて使用
    [photos] 写真の情報をすべて使用
    [file] ファイルの情報をすべて使用
   *[files] ファイルの情報をすべて使用
}
sign-offers-all-but-location-label = { $whose ->
    [photo] 写真の情報を場所以外すべて使用
    [photos] 写真の情報を場所以外すべて使用
    [file] ファイルの情報を場所以外すべて使用
   *[files] ファイルの情報を場所以外すべて使用
}
sign-offers-none-label = { $whose ->
    [photo] 写真の情報を使用しない
    [photos] 写真の情報を使用しない
    [file] ファイルの情報を使用しない
   *[files] ファイルの情報を使用しない
}
sign-offer-author = 作者
sign-offer-title = タイトル
sign-offer-headline = 見出し
sign-offer-caption = キャプション
sign-offer-credit = クレジット
sign-offer-copyright = 著作権
sign-offer-camera = カメラ
sign-offer-lens = レンズ
sign-offer-taken = 撮影日時
sign-offer-location = 場所
sign-offer-label = { $whose ->
    [photo] 写真の{ $name }
    [photos] 写真の{ $name }
    [file] ファイルの{ $name }
   *[files] ファイルの{ $name }
}：{ $value }
sign-offer-values = { $count }種類の値
sign-offer-some = { $value }（{ $all }件中{ $count }件）
sign-offer-some-looked = { $value }（調べた{ $all }件中{ $count }件）
sign-offer-shortened = { $name }を{ $count }文字に短縮しました。
sign-offer-location-hint = チェックした場合にのみ署名に含まれます
sign-offer-source-vorbis = Vorbisコメント
sign-unread-timed-out = { $whose ->
    [photo] 写真の情報
    [photos] 写真の情報
    [file] ファイルの情報
   *[files] ファイルの情報
}を時間内に読み取れませんでした{ $share ->
    [some] （{ $all }件中{ $count }件）
    [looked] （調べた{ $all }件中{ $count }件）
   *[whole] {""}
}。
sign-unread-failed = { $whose ->
    [photo] 写真の情報
    [photos] 写真の情報
    [file] ファイルの情報
   *[files] ファイルの情報
}を読み取れませんでした{ $share ->
    [some] （{ $all }件中{ $count }件）
    [looked] （調べた{ $all }件中{ $count }件）
   *[whole] {""}
}。
sign-unread-gone = ファイルがないか変更されたため、{ $whose ->
    [photo] 写真の情報
    [photos] 写真の情報
    [file] ファイルの情報
   *[files] ファイルの情報
}を読み取れなくなりました{ $share ->
    [some] （{ $all }件中{ $count }件）
    [looked] （調べた{ $all }件中{ $count }件）
   *[whole] {""}
}。
sign-unread-again = もう一度読み取る
sign-card-title = タイトル：{ $title }
sign-card-no-author = 作者なし
sign-card-no-origin = 作成方法は未選択
sign-card-opened = 開いたファイル、作成方法の記載なし
sign-card-camera = カメラ
sign-card-edited = 編集済み
sign-card-training-allowed = AIの学習を許可
sign-card-training-not-allowed = AIの学習は不可
sign-card-training-constrained = AIの学習は条件付き
sign-card-training-each = AIの学習は利用ごとに設定
sign-card-from = { $whose ->
    [photo] 写真から
    [photos] 写真から
    [file] ファイルから
   *[files] ファイルから
}：{ $names }
sign-card-from-author = 作者
sign-card-from-title = タイトル
sign-card-from-headline = 見出し
sign-card-from-caption = キャプション
sign-card-from-credit = クレジット
sign-card-from-copyright = 著作権
sign-card-from-camera = カメラ
sign-card-from-lens = レンズ
sign-card-from-taken = 撮影日時
sign-card-from-location = 場所
sign-names = { $names }、{ $next }
sign-card-line = { $name }：{ $text }
sign-card-headline = 見出し
sign-card-caption = キャプション
sign-card-credit = クレジット
sign-card-copyright = 著作権
sign-card-device = カメラ
sign-card-taken = 撮影日時
sign-card-location = 場所
sign-card-edits = 編集
sign-card-edits-none = ほかになし
sign-card-edits-may-be = ほかにもある可能性
sign-card-identity = 本人情報
sign-card-identity-verified = サーバーが検証
sign-preset = プリセット
sign-preset-none = なし
sign-preset-changed = { $name }（変更あり）
sign-preset-replaces = 「{ $name }」に切り替えると変更が失われます。
sign-preset-keep-editing = 編集を続ける
sign-preset-discard = 破棄
sign-preset-signs = 新しいアップロードに自動で署名します
sign-preset-broken = エラーがあるため、新しいアップロードに署名できません
sign-preset-save-changes = 変更を保存
sign-preset-options = プリセットのオプション
sign-preset-save-new = プリセットとして保存…
sign-preset-default = デフォルトとして使用
sign-preset-sign-new = 新しいアップロードに自動で署名
sign-preset-fix-first = 先にエラーを修正し、変更を保存してください。
sign-preset-save-as = 別名で保存…
sign-preset-delete = プリセットを削除
sign-preset-deleted = プリセット「{ $name }」を削除しました
sign-preset-name = プリセット名
sign-preset-save = プリセットを保存
sign-preset-do-not-save = 保存しない
sign-preset-own-title = タイトルは、各ファイルの名前を表す{"{stem}"}として保存されます。
sign-preset-use = 新しいファイルに使用
sign-preset-use-always = 常に
sign-preset-use-ask = 毎回確認
sign-preset-use-always-label = 新しいファイルに使用：常に
sign-preset-use-ask-label = 新しいファイルに使用：毎回確認
sign-preset-name-missing = 名前を入力してください。
sign-preset-name-long = 名前は{ $count }文字以内の1行で入力してください。
sign-chip-signs = 署名：{ $name }
sign-chip-preset = プリセット：{ $name }
sign-chip-none = プリセット：なし
sign-chip-label = { $words }。プリセットを選択
sign-chip-signs-hint = 新しいアップロードは「{ $name }」で自動的に署名されます。
sign-chip-hint = 署名フォームはこのプリセットから始まります。
sign-chip-choose-none = プリセットなし
sign-chip-manage = プリセットを管理…
sign-presets = プリセット
sign-presets-about = プリセットの内容を変えるには、署名フォームで選択し、変更を保存してください。
sign-presets-empty = プリセットはまだありません。
sign-presets-delete = プリセット「{ $name }」を削除
sign-presets-use = 新しいファイルに使用
sign-presets-use-label = 「{ $name }」を新しいファイルに使用
sign-presets-sign-label = 新しいアップロードに「{ $name }」で自動的に署名
sign-sheet = ファイルに署名
sign-sheet-format = { $count }個のファイル：この形式には署名できません。スキップします。
sign-sheet-too-large = { $count }個のファイル：署名の上限1 GBを超えています。スキップします。
sign-sheet-not-stored = { $count }個のファイル：アップロードされていません。スキップします。
sign-sheet-busy = { $count }個のファイル：署名または検証の途中です。スキップします。
sign-sheet-gone = { $count }個のファイル：リストにもうありません。
sign-sheet-has = { $count }個のファイル：コンテンツクレデンシャルがすでにあります。署名済みコピーには参照だけが記載され、内容は含まれません。
sign-sheet-has-issuers = { $count }個のファイル：{ $issuers }を発行者とするコンテンツクレデンシャルがすでにあります。署名済みコピーには参照だけが記載され、内容は含まれません。
sign-sheet-issuers = { $names }、{ $last }
sign-sheet-issuers-more = { $names }、ほか{ $count }件
sign-sheet-changed = { $count }個のファイル：コンテンツクレデンシャルが有効ではありません（署名後に変更）。
sign-sheet-not-valid = { $count }個のファイル：コンテンツクレデンシャルが有効ではありません。
sign-sheet-inconclusive = { $count }個のファイル：コンテンツクレデンシャルがすでにある可能性があります。署名済みコピーには含まれません。
sign-sheet-skip-these = これらのファイルをスキップ
sign-sheet-skip-has = コンテンツクレデンシャルがある、またはその可能性があるファイルをスキップ
sign-sheet-skip-signed = 署名済みのファイルをスキップ
sign-sheet-edited-copies = { $count }個のファイルは編集済みコピーとして署名されます。新しく作成したファイルではなく、既存のファイルを開いたものなので、作成方法は記載されません。フォームのほかの設定とテキストはすべて適用されます。
sign-sheet-origin-opened = { $count }個の編集済みコピーには記載されません。
sign-sheet-edited-copies-unread = コンテンツクレデンシャルのあるファイルは編集済みコピーとして署名されます。新しく作成したファイルではなく、既存のファイルを開いたものなので、作成方法は記載されません。フォームのほかの設定とテキストはすべて適用されます。
sign-sheet-signed = { $all }個中{ $count }個は署名済みです。もう一度署名すると、別の署名済みコピーが作成されます。
sign-sheet-unread = { $count }個のファイル：まだ読み込まれていません。順に確認し、署名できない場合はスキップします。
sign-sheet-looking = { $count }個のファイルのコンテンツクレデンシャルを確認中…
sign-sheet-unlooked = { $count }個のファイル：次に、または署名の直前に確認します。
sign-sheet-all-skipped = すべてスキップされます。署名するには、上のチェックを外してください。
sign-sheet-none-ready = 今署名できるファイルはありません。
sign-sheet-creates = 署名済みコピーを作成します。元のファイルは変わりません。
sign-sheet-sign = { $count }個のファイルに署名
sign-sheet-sign-up-to = 最大{ $count }個のファイルに署名
sign-sheet-signing = { $count }個のファイルに署名中
sign-beside-none-loaded = 署名するファイルはまだ読み込まれていません。
sign-beside-none = 署名するファイルはありません。
sign-beside-place = { $number }/{ $count }
sign-beside-previous = 前のファイル
sign-beside-next = 次のファイル
sign-beside-fix = 記載内容を表示するには、JSONを修正してください。
