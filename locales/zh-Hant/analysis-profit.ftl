# Metrics and findings: concentration and profit. What stands between ⟦ and ⟧ is bold.

metric-gini-name = 吉尼係數
metric-gini-what = 分布有多不平均：人人相同為 0，集中在一人則接近 1。
metric-gini-corrected-name = 校正吉尼係數
metric-gini-corrected-what = 考量項目太少時看起來較平均而校正的吉尼係數。
metric-gini-with-negatives-name = 含負值吉尼係數
metric-gini-with-negatives-what = 即使有項目低於零，仍介於 0 與 1 之間的吉尼係數。
metric-hhi-name = 集中度指數
metric-hhi-what = 各項占比平方的總和：一項獨占為 1，多項均分則接近 0。
metric-effective-number-name = 有效數量
metric-effective-number-what = 要多少個同樣大小的顧客，才會有一樣的集中程度。
metric-lorenz-curve-name = 羅倫茲曲線
metric-lorenz-curve-what = 由小到大累計，每一比例的顧客合計占總額多少。
metric-top-item-share-name = 前段占比
metric-top-item-share-what = 最大的顧客或商品合計占總額多少。
metric-items-for-80-percent-name = 達八成數量
metric-items-for-80-percent-what = 最少要多少位顧客或多少項商品，才占總額的 80%。
metric-abc-class-name = ABC 分級
metric-abc-class-what = 合計貢獻前 80% 者為 A，接著 15% 為 B，其餘為 C。
metric-tenth-name = 十分位
metric-tenth-what = 依大小排列後的十分之一，最大的排第一。
metric-value-at-risk-name = 流失風險金額
metric-value-at-risk-what = 少了這位顧客，一年會少掉多少：最近 365 天的利潤，沒有成本資料時為營收。
metric-driver-cost-name = 動因成本
metric-driver-cost-what = 某項成本動因的總額，依使用量分攤給顧客，一分不差。
metric-profit-after-service-name = 服務後利潤
metric-profit-after-service-what = 扣除商品成本與服務成本後，顧客留下的利潤。
metric-whale-peak-name = 利潤曲線高點
metric-whale-peak-what = 若沒有任何虧損顧客，利潤會有多少。
metric-profit-destroyed-name = 被侵蝕利潤
metric-profit-destroyed-what = 低於零的顧客吃掉其他顧客所創造的利潤有多少。
metric-main-driver-name = 主要動因
metric-main-driver-what = 顧客虧損的原因：比一般水準超出最多的那項成本。
metric-profit-zone-name = 利潤區段
metric-profit-zone-what = 依利潤排列，前 20%、中間 70% 與末 10% 顧客各貢獻多少。
metric-remedy-price-name = 調漲價格試算
metric-remedy-price-what = 對低於零的顧客調漲價格、且部分顧客因此離開時，可增加多少利潤。
metric-remedy-channel-name = 改走低成本通路試算
metric-remedy-channel-what = 把部分服務移到成本較低的通路後，在低於零的顧客身上可省下多少。
metric-remedy-minimum-order-name = 最低訂購額試算
metric-remedy-minimum-order-what = 設定最低訂購額、且失去部分小額訂單時，在低於零的顧客身上可增加多少利潤。
metric-remedy-let-go-name = 放手試算
metric-remedy-let-go-what = 若不再服務低於零的顧客，真正能省下多少；仍須負擔的固定成本不計。

finding-depends-on-one = 單是 ⟦{ $name }⟧就占總額 ⟦{ $share }⟧；少了它，一年會少 { $year }。
finding-depends-on-few = { $all } 個之中，⟦{ $count } 個⟧就占總額 ⟦{ $share }⟧。
finding-few-make-most = ⟦{ $share }⟧（{ $count } 個）就占總額的 80%。
finding-long-tail = C 級有 ⟦{ $count } 個⟧，占全部 { $share }，卻只貢獻 ⟦{ $value }⟧。
finding-items-below-zero = 有 ⟦{ $count } 個低於零⟧，合計 { $loss }，因此其餘占比加總會超過 100%。
finding-tail-destroys = ⟦{ $count } 位顧客虧損⟧：{ $peak } 的利潤被侵蝕 ⟦{ $loss }⟧，只剩 { $profit }。
finding-driver-of-losses = ⟦{ $driver }⟧是 { $count } 位顧客虧損的主因，合計 ⟦{ $loss }⟧。
finding-raise-prices = 依您的假設，對 { $count } 位虧損顧客調漲價格可增加 ⟦{ $gain }⟧；仍有 { $still } 位虧損。
finding-cheaper-channel = 依您的假設，為 { $count } 位虧損顧客把部分⟦{ $driver }⟧移到低成本通路，可省下 ⟦{ $gain }⟧。
finding-unshared-cost = 「{ $driver }」有 ⟦{ $total }⟧ 無法分攤：沒有任何顧客用到它的分攤基礎。

# What to do about it.

action-spread-the-risk = 弄清楚他們為何留下，並在對方開口談條件前開發同類顧客。
action-account-plan = 為每一位訂定專屬計畫並指定負責人。
action-serve-by-class = 依級別安排服務：A 級用心經營，C 級交給自動化。
action-automate-tail = 以自助服務應對，或砍掉沒人在意的品項。
action-check-negatives = 解讀占比之前，先看他們的退貨與折讓。
action-work-on-tail = 拿著主要動因，逐一檢視虧損最大的顧客。
action-mend-driver = 改為收費、設定上限，或把成本降下來。
action-try-prices = 先在少數顧客身上試行，並記錄有誰離開。
action-move-channel = 優先提供低成本通路，並給顧客使用的理由。
action-choose-basis = 為這項成本改選分攤基礎，或匯入所需的欄位。
