# 客户终身价值。

clv-title = 客户终身价值
clv-subtitle = 每位客户今后预计带来多少，以及把握有多大
clv-horizon = 期限
clv-discount = 折现率
clv-months = { $n } 个月

clv-refused-short = 终身价值需要更多个月的数据
clv-refused-repeaters = 终身价值需要更多复购客户
clv-refused-customers = 终身价值需要更多客户
clv-refused-maximum = 没有购买模型适用于此数据

clv-total = 现有客户未来 { $months }的价值为 { $money }
clv-total-selection = 所选客户未来 { $months }的价值为 { $money }
clv-total-nobody = 没有可估值的客户
clv-total-subtitle-margin = { $n } 位客户未来 { $months }的预期毛利，年折现率 { $discount }
clv-total-subtitle-margin-plain = { $n } 位客户未来 { $months }的预期毛利，未折现
clv-total-subtitle-revenue = { $n } 位客户未来 { $months }的预期营收（数据中没有成本），年折现率 { $discount }
clv-total-subtitle-revenue-plain = { $n } 位客户未来 { $months }的预期营收（数据中没有成本），未折现

clv-holdout-match = 预测与实际相符
clv-holdout-high = 预测走势与实际一致，但高估 { $share }
clv-holdout-low = 预测走势与实际一致，但低估 { $share }
clv-holdout-astray = 预测走势与实际不一致
clv-holdout-naive = 简单规则的预测比模型更准
clv-holdout-nothing = 留作验证的期间没有任何订单
clv-holdout-none = 历史数据太短，无法验证模型
clv-holdout-none-note = 验证时用较早的数据估计模型，再与其后的实际结果比较，因此需要一年以上的数据。
clv-holdout-subtitle = { $n } 位此前已出现的客户在 { $from } – { $to } 的平均订单数

clv-score-caption = 各种预测方式的误差，由小到大
clv-score-predictor = 预测方式
clv-score-mae = 平均误差
clv-score-rmse = 均方根误差
clv-score-total = 订单总数
clv-score-happened = 实际结果
clv-predictor-zero = 无人再次购买
clv-predictor-same-rate = 保持以往频率
clv-predictor-same-count = 保持以往次数
clv-model-bg-nbd = BG/NBD
clv-model-mbg-nbd = MBG/NBD
clv-model-pareto-nbd = Pareto/NBD

clv-map-gone = 常客沉寂 { $months } 个月就是警讯
clv-map-alive = 常客即使沉寂 { $months } 个月仍可能回来
clv-map-empty = 没有可呈现的购买记录
clv-map-subtitle = 首购于 { $months } 个月前的客户的活跃概率
clv-parameters = 以此数据估计的 { $model }：r { $r }、α { $alpha }、a { $a }、b { $b }，时间单位为周。
clv-parameters-pareto = 以此数据估计的 { $model }：r { $r }、α { $alpha }、s { $a }、β { $b }，时间单位为周。

clv-top = 前 { $n } 位客户占终身价值的 { $share }
clv-top-less = 前 { $n } 位客户占终身价值不到 { $share }
clv-top-one = 全部终身价值来自 { $name }
clv-top-empty = 没有终身价值大于零的客户
clv-top-subtitle = { $unit }，{ $months }，{ $level } 区间

clv-models-holdout = 采用 { $model }：最接近实际结果
clv-models-likelihood-best = 采用 { $model }：对历史数据的似然最大
clv-models-only = 采用 { $model }
clv-models-none = 没有估计购买模型
clv-models-subtitle = 以最大似然法估计，对象为首购在数据期间内的客户
clv-models-model = 购买模型
clv-models-likelihood = 对数似然
clv-models-customers = 客户数
clv-models-role = 理由
clv-model-role = { $model }：{ $role }
clv-role-used = 采用：在留出期间的均方根误差为 { $error }
clv-role-other = 未采用：均方根误差为 { $error }
clv-role-used-likelihood = 采用：似然较大
clv-role-other-likelihood = 未采用：似然较小
clv-role-degenerate = { $role }。似然函数没有峰值，参数本身没有意义，预测仍然有效。

clv-order-value-model = 订单金额
clv-order-value-name = Gamma-Gamma
clv-order-value-correlation = 相关系数
clv-order-value-none = 复购客户太少，没有订单金额模型，改用平均订单金额。
clv-order-value-independent = 复购次数与订单金额几乎无关（相关系数 { $correlation }），符合模型假设。
clv-order-value-rising = 常客的单笔金额也较高（相关系数 { $correlation }）。模型假设两者无关，因此常客的价值可能偏低。
clv-order-value-falling = 常客的单笔金额较低（相关系数 { $correlation }）。模型假设两者无关，因此常客的价值可能偏高。
clv-order-value-violated = 购买频率与单笔金额明显相关（相关系数 { $correlation }），因此不采用此模型，改用客户自身均值向整体均值靠拢的数值代替。
clv-order-value-degenerate = 订单金额的似然函数没有峰值，参数本身没有意义；预期金额取其极限值。
