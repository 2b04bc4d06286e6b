# Metrics and findings: concentration and profit. What stands between ⟦ and ⟧ is bold.

metric-gini-name = 基尼系数
metric-gini-what = 分布有多不均：人人相同为 0，集中于一人则接近 1。
metric-gini-corrected-name = 校正基尼系数
metric-gini-corrected-what = 考虑到项目太少时看起来更均匀而校正的基尼系数。
metric-gini-with-negatives-name = 含负值基尼系数
metric-gini-with-negatives-what = 即使有项目低于零，仍介于 0 与 1 之间的基尼系数。
metric-hhi-name = 集中度指数
metric-hhi-what = 各项占比平方之和：一项独占为 1，多项均分则接近 0。
metric-effective-number-name = 有效数量
metric-effective-number-what = 要多少个同样大小的客户，才会有一样的集中程度。
metric-lorenz-curve-name = 洛伦兹曲线
metric-lorenz-curve-what = 由小到大累计，每一比例的客户合计占总额多少。
metric-top-item-share-name = 头部占比
metric-top-item-share-what = 最大的客户或商品合计占总额多少。
metric-items-for-80-percent-name = 达八成数量
metric-items-for-80-percent-what = 最少要多少位客户或多少项商品，才占总额的 80%。
metric-abc-class-name = ABC 分类
metric-abc-class-what = 合计贡献前 80% 者为 A，接着 15% 为 B，其余为 C。
metric-tenth-name = 十分位
metric-tenth-what = 按大小排列后的十分之一，最大的排第一。
metric-value-at-risk-name = 流失风险金额
metric-value-at-risk-what = 少了这位客户，一年会少多少：最近 365 天的利润，没有成本数据时为营收。
metric-driver-cost-name = 动因成本
metric-driver-cost-what = 某项成本动因的总额，按使用量分摊给客户，一分不差。
metric-profit-after-service-name = 服务后利润
metric-profit-after-service-what = 扣除商品成本与服务成本后，客户留下的利润。
metric-whale-peak-name = 利润曲线高点
metric-whale-peak-what = 若没有任何亏损客户，利润会有多少。
metric-profit-destroyed-name = 被侵蚀利润
metric-profit-destroyed-what = 低于零的客户吃掉其他客户所创造的利润有多少。
metric-main-driver-name = 主要动因
metric-main-driver-what = 客户亏损的原因：比一般水平超出最多的那项成本。
metric-profit-zone-name = 利润区段
metric-profit-zone-what = 按利润排列，前 20%、中间 70% 与末 10% 客户各贡献多少。
metric-remedy-price-name = 提价测算
metric-remedy-price-what = 对低于零的客户提价、且部分客户因此离开时，可增加多少利润。
metric-remedy-channel-name = 改用低成本渠道测算
metric-remedy-channel-what = 把部分服务移到成本较低的渠道后，在低于零的客户身上可节省多少。
metric-remedy-minimum-order-name = 起订金额测算
metric-remedy-minimum-order-what = 设定起订金额、且失去部分小额订单时，在低于零的客户身上可增加多少利润。
metric-remedy-let-go-name = 放手测算
metric-remedy-let-go-what = 若不再服务低于零的客户，真正能节省多少；仍须负担的固定成本不计。

finding-depends-on-one = 仅 ⟦{ $name }⟧就占总额 ⟦{ $share }⟧；少了它，一年会少 { $year }。
finding-depends-on-few = { $all } 个之中，⟦{ $count } 个⟧就占总额 ⟦{ $share }⟧。
finding-few-make-most = ⟦{ $share }⟧（{ $count } 个）就占总额的 80%。
finding-long-tail = C 类有 ⟦{ $count } 个⟧，占全部 { $share }，却只贡献 ⟦{ $value }⟧。
finding-items-below-zero = 有 ⟦{ $count } 个低于零⟧，合计 { $loss }，因此其余占比相加会超过 100%。
finding-tail-destroys = ⟦{ $count } 位客户亏损⟧：{ $peak } 的利润被侵蚀 ⟦{ $loss }⟧，只剩 { $profit }。
finding-driver-of-losses = ⟦{ $driver }⟧是 { $count } 位客户亏损的主因，合计 ⟦{ $loss }⟧。
finding-raise-prices = 按您的假设，对 { $count } 位亏损客户提价可增加 ⟦{ $gain }⟧；仍有 { $still } 位亏损。
finding-cheaper-channel = 按您的假设，为 { $count } 位亏损客户把部分⟦{ $driver }⟧移到低成本渠道，可节省 ⟦{ $gain }⟧。
finding-unshared-cost = “{ $driver }”有 ⟦{ $total }⟧ 无法分摊：没有任何客户用到它的分摊依据。

# What to do about it.

action-spread-the-risk = 弄清楚他们为何留下，并在对方开口谈条件前开发同类客户。
action-account-plan = 为每一位制定专属计划并指定负责人。
action-serve-by-class = 按类别安排服务：A 类用心经营，C 类交给自动化。
action-automate-tail = 以自助服务应对，或砍掉没人在意的品项。
action-check-negatives = 解读占比之前，先看他们的退货与折让。
action-work-on-tail = 对照主要动因，逐一检视亏损最大的客户。
action-mend-driver = 改为收费、设定上限，或把成本降下来。
action-try-prices = 先在少数客户身上试行，并记录有谁离开。
action-move-channel = 优先提供低成本渠道，并给客户使用的理由。
action-choose-basis = 为这项成本改选分摊依据，或导入所需的列。
