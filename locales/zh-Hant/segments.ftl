# Segments by recency and frequency, and the drawer of one segment.

segments-title = 顧客區隔
segments-all-customers = 所有顧客
segments-path = 路徑
segments-several = { $n } 個區隔
segments-scored-by = 評分方式
segments-scored-fixed = 固定門檻
segments-scored-quintiles = 五等分

segments-grid-quiet = { $share } 的顧客超過 { $days } 天未下單
segments-grid-none-quiet = 所有顧客都在 { $days } 天內下過單
segments-grid-one = { $n } 位顧客屬於「{ $segment }」
segments-grid-empty = 沒有可以分群的顧客
segments-grid-subtitle-counts = 每格顧客數；深淺代表顧客數
segments-grid-subtitle = 每格顧客數；深淺代表營收
segments-tree-pair = { $first }與{ $second }占 { $share } 營收
segments-tree-one = 「{ $first }」占 { $share } 營收
segments-tree-selected = 他們占 { $share } 營收
segments-tree-none = 沒有任何區隔帶來營收
segments-tree-subtitle = 面積代表營收，合計 { $revenue }
segments-table-slipping = 流失中的區隔占 { $share } 營收
segments-table-slipping-customers = 流失中的區隔占 { $share } 顧客
segments-table-safe = 流失中的區隔占營收不到 2%

segments-column-segment = 區隔
segments-column-customers = 顧客數
segments-column-share = 占比
segments-column-revenue = 營收，{ $unit }
segments-column-days = 未購天數
segments-column-p-alive = 活躍機率
segments-column-clv = 終身價值，{ $unit }
segments-column-action = 建議作法

segments-action-champions = 回饋禮遇；搶先體驗
segments-action-loyal = 升級購買；邀請評論
segments-action-potential-loyalists = 第三筆訂單後邀請入會
segments-action-new = 14 天內寄送迎新禮
segments-action-promising = 第二筆訂單小額優惠券
segments-action-need-attention = 主要品類限時優惠
segments-action-about-to-sleep = 依平常間隔提醒
segments-action-cant-lose = 親自致電挽回
segments-action-at-risk = 挽回優惠，並設對照組
segments-action-hibernating = 僅低成本提醒
segments-action-lost = 停止付費接觸

segments-about-champions = 最近才買，而且買得最勤。
segments-about-loyal = 經常購買，距今不久。
segments-about-potential-loyalists = 最近買過，訂單兩筆到數筆。
segments-about-new = 第一筆訂單就在最近。
segments-about-promising = 不久前有一筆訂單。
segments-about-need-attention = 兩項都居中：不算近，也還沒離開。
segments-about-about-to-sleep = 訂單少，上一筆已有一段時間。
segments-about-cant-lose = 曾經買得最勤，之後沒有消息。
segments-about-at-risk = 曾多次購買，之後沒有消息。
segments-about-hibernating = 訂單少，而且很久以前。
segments-about-lost = 訂單少，距今最久。

segments-drawer = 區隔：{ $segment }
segments-close = 關閉
segments-fact-customers = 顧客
segments-fact-revenue = 營收
segments-fact-silence = 沉默天數中位數
segments-fact-alive = 活躍機率
segments-fact-share-customers = 占顧客 { $share }
segments-fact-share-revenue = 占營收 { $share }
segments-fact-days = { $n } 天
segments-fact-was-every = 過去每 { $n } 天一單
segments-fact-ordered-once = 都只買過一次
segments-fact-mean-alive = 平均活躍機率
segments-fact-not-fitted = 模型尚未估計
segments-fact-none = –

segments-alive-some = { $n } 位仍可挽回
segments-alive-none = 沒有人的活躍機率達 25%
segments-alive-active = { $n } 位應仍活躍
segments-alive-subtitle = 依活躍機率的顧客數，每 5 個百分點一組
segments-call-title = 優先致電
segments-call-subtitle = 活躍機率 25% 以上、過去營收最高的顧客
segments-call-subtitle-counts = 活躍機率 25% 以上的顧客
segments-call-customer = 顧客
segments-call-revenue = 營收
segments-call-p-alive = 活躍機率
segments-call-facts = { $orders } 筆訂單 · { $days } 天未購
segments-list-all = 列出全部 { $n } 位
