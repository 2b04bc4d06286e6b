# 終身價值、顧客保留與單一顧客頁的說明。

explain-lifetime-value-what = 顧客從今天到期間結束預期帶來的價值，折算為今日金額。每根長條是顧客人數，各區間的界線逐一倍增。
explain-lifetime-value-formula = 各月 t 的「預期訂單數 × 每筆預期毛利（或營收）÷ (1 + 折現率)^(t ÷ 12)」之總和。
explain-lifetime-value-source = Fader, Hardie & Lee 2005, Marketing Science 24(2), 275–284；訂單金額：Fader & Hardie, note 025（Gamma-Gamma）。
explain-lifetime-value-caveat = 以過去的訂單推估未來，新的競爭者或活動不在模型內。未扣除取得顧客的成本。

explain-p-alive-what = 依購買次數與最近一次購買推算，顧客仍會購買的機率。
explain-p-alive-formula = MBG/NBD：1 ÷ {"{"}1 + a ÷ (b + x) · [(α + T) ÷ (α + t)]^(r + x){"}"}；BG/NBD 以 b + x − 1 取代 b + x。x 為回購日數，t 為最近一次回購時的顧客年齡，T 為目前年齡。
explain-p-alive-source = Batislam, Denizel & Filiztekin 2007, International Journal of Research in Marketing 24(3)；Fader, Hardie & Lee 2005, Marketing Science 24(2)。
explain-p-alive-caveat = 常客較快被視為流失；模型不認識季節，季節性顧客會被低估。標題所稱常客為回購 12 次，警訊為機率低於 50%。

explain-holdout-what = 模型只用較早的資料估計，再預測其後的結果。顧客依先前的回購次數分組。
explain-holdout-formula = 平均誤差 = 每位顧客 |預測 − 實際| 的平均；均方根誤差較重視大誤差。
explain-holdout-source = Fader, Hardie & Lee 2005, Marketing Science 24(2)，第 4 節。
explain-holdout-caveat = 只驗證過去的一段期間。其間的活動或低潮會影響總數，未必是模型的問題。

explain-interval-what = 價值最高的顧客。長條為預期價值，線段為十位同類顧客中有八位會落入的範圍。
explain-interval-formula = 依訂單數與訂單金額的分布，取價值的第 10 至第 90 百分位數。
explain-interval-source = Fader, Hardie & Lee 2005, Marketing Science 24(2)；Fader & Hardie, note 025（Gamma-Gamma）。
explain-interval-caveat = 視參數為精確值；顧客少時實際範圍更寬。眾多估計中最大的往往偏高。

explain-purchase-models-what = 兩種描述購買的方式：每位顧客有自己的購買頻率，並可能在任一次購買後離開。MBG/NBD 允許首購後就離開。
explain-purchase-models-formula = 頻率服從 gamma 分布（r、α），離開機率服從 beta 分布（a、b）。訂單金額以每位顧客的平均為中心（p），平均值的分布為（q、v）。
explain-purchase-models-source = Fader, Hardie & Lee 2005, Marketing Science 24(2)；Batislam, Denizel & Filiztekin 2007；Fader & Hardie, note 025（Gamma-Gamma）。
explain-purchase-models-caveat = 不同顧客群或不同模型的對數概似值，只能看出「較大者較合」，不宜再做比較。

explain-cohort-retention-what = 依首購期間將顧客分組；每一格是該組在之後第幾期仍有購買的比例。
explain-cohort-retention-formula = 該期有購買的同期群顧客 ÷ 同期群顧客。第 1 至 6 期的比例在 5% 水準下有差異（兩比例 z 檢定，Bonferroni 校正）即為突出。
explain-cohort-retention-source = 兩比例 z 檢定：Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions，第 3 章。
explain-cohort-retention-caveat = 尚未結束的期間不列入。只有退款不算回購。

explain-retention-curves-what = 同樣的比例畫成線：每個同期群一條，加上其他同期群的平均與突出的同期群。
explain-retention-curves-formula = 平均 = 其他同期群在該期有購買的顧客 ÷ 這些同期群的顧客，依人數加權。
explain-retention-curves-source = Fader & Hardie 2007, Journal of Interactive Marketing 21(1)，論保留率的推估。
explain-retention-curves-caveat = 期數愈高，只剩最早的同期群，線的末端取決於少數顧客。

explain-first-year-profit-what = 顧客在首購後十二個月內留下的利潤，依首購月份排列。
explain-first-year-profit-formula = 每位顧客首 12 個月的（金額 − 成本）總和 ÷ 同期群顧客。
explain-first-year-profit-source = Blattberg, Getz & Thomas 2001, Customer Equity，第 3 章。
explain-first-year-profit-caveat = 不含取得顧客的成本。只列出已滿一年的同期群。

explain-customer-timeline-what = 這位顧客的每一筆訂單，上方為客訴，下方為每一天所見的活躍機率。
explain-customer-timeline-formula = 以當日已知的訂單計算購買模型的活躍機率；購買時上升，沉寂時下降。
explain-customer-timeline-source = Fader, Hardie & Lee 2005, Marketing Science 24(2)；Batislam, Denizel & Filiztekin 2007。
explain-customer-timeline-caveat = 每一天都使用目前的參數。沉寂達平常間隔四倍且滿 30 天才稱為長。
