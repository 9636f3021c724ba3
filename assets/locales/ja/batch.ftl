## 見出し

batch-looking = ファイルを検索中…
batch-uploading = アップロード中{ $done }/{ $all }
batch-signing = 署名中{ $at }/{ $all }
batch-verifying = 検証中{ $at }/{ $all }
batch-paused = 一時停止
batch-nothing = アップロードなし
batch-failed = { $count }件失敗
batch-uploaded = { $count }件アップロード済み
batch-uploaded-signed = { $uploaded }件アップロード済み、{ $signed }件署名済み
batch-signed = { $count }件署名済み
batch-signed-verified = { $count }件署名・検証済み
batch-reached-unsigned = { $reached }、{ $count }件は未署名
batch-failed-reached = { $count }件失敗、{ $reached }

## 各段階

batch-stage-uploaded = アップロード
batch-stage-signed = 署名
batch-stage-verified = 検証
batch-stage-count = { $done }/{ $all }
batch-stage = { $step }：{ $count }

## 失敗と注意

batch-failed-upload = { $count }件をアップロードできませんでした：{ $reason }
batch-failed-sign = { $count }件に署名できませんでした：{ $reason }
batch-failed-verify = { $count }件を検証できませんでした：{ $reason }
batch-failed-save = { $count }件を保存できませんでした：{ $reason }
batch-failed-other = { $count }件がその他の理由で失敗
batch-show-failed = 失敗分を表示
batch-broken = { $count ->
   *[other] { $count }個のファイルの検証で問題が見つかりました
}
batch-with-credentials = { $count ->
   *[other] { $count }件にはすでにコンテンツクレデンシャルがあるため署名しません
}
batch-uninspected = { $count ->
   *[other] { $count }件はコンテンツクレデンシャルの有無を確認できませんでした
}
batch-uninspected-hint = 署名していません。ファイルにすでにあるクレデンシャルは、署名済みコピーには含まれません。
batch-sign-anyway = このまま署名…

## ボタン

batch-resume-all = すべて再開
batch-sign = { $count ->
   *[other] { $count }個のファイルに署名…
}
batch-sign-with = { $count ->
   *[other] { $count }個のファイルに「{ $preset }」で署名
}
batch-verify = { $count ->
   *[other] { $count }個のファイルを検証
}
batch-retry-failed = 失敗分をすべて再試行
batch-copy-links = { $count ->
   *[other] { $count }個の署名済みリンクをコピー
}
batch-copy-keys = { $count ->
   *[other] { $count }個のキーをコピー
}
batch-sign-differently = 別の方法で署名…
batch-save-signed = 署名済みファイルを保存…
batch-signing-with = { $count ->
   *[other] { $count }個のファイルに「{ $preset }」で署名しています
}
batch-select-hint = ファイルを選択すると、キー、コンテンツクレデンシャル、レポートが表示されます。

## 結果

batch-results-title = 検証結果
batch-results-none = 選択したファイルはどれもまだ検証されていません。
batch-results-loaded-only = 読み込み済みの記録だけを数えています。
batch-results-hint = ファイルを選択するとレポートが開きます。
batch-results-no-problems = 問題は見つかりませんでした。
batch-results-none-left = 該当するものはもうありません。
batch-results-file = ファイル
batch-results-verdict = 判定
batch-results-issuer = 発行者
batch-results-time = 日時
batch-results-reason = 理由
batch-results-sort-file = 結果をファイルで並べ替え
batch-results-sort-verdict = 結果を判定で並べ替え
batch-results-sort-issuer = 結果を発行者で並べ替え
batch-results-sort-time = 結果を日時で並べ替え
batch-results-sort-reason = 結果を理由で並べ替え
batch-results-issued-by = 発行者：{ $issuer }
batch-results-said = { $file }：{ $facts }。{ $reason }
batch-results-said-issuer = { $facts }、発行者{ $issuer }
batch-results-said-time = { $facts }、{ $time }

batch-finding-lost = 署名済みコピーから欠落
batch-finding-failed = 検証できず
