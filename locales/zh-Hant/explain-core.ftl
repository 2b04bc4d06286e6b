# What each panel of the core pages is, how it is computed, where it comes from and what it does not say.

explain-revenue-bars-what = 各期間的營收，分為當期的新顧客與其他顧客。
explain-revenue-bars-formula = 新顧客 = 當期才成為顧客者的營收；回購 = 其餘營收。
explain-revenue-bars-source = 訂單明細金額，已扣除退貨與取消。
explain-revenue-bars-caveat = 顧客在首購的整個期間都算新顧客。尚未結束的期間無法比較。

explain-segment-shares-what = 各區隔占多少顧客，又帶來多少營收。
explain-segment-shares-formula = 顧客占比 = 區隔顧客數 ÷ 全部；營收占比 = 區隔營收 ÷ 全部。
explain-segment-shares-source = 最近購買與購買次數評分，參考 Hughes 1994《Strategic Database Marketing》。
explain-segment-shares-caveat = 營收代表過去。曾經貢獻很高的區隔可能正在流失。

explain-movers-what = 期間前後兩半營收變化最大的顧客。
explain-movers-formula = 變化 = 後半期營收 − 前半期營收。
explain-movers-source = 訂單明細金額。
explain-movers-caveat = 一筆大單就可能造成變化；前後兩半的季節也不同。

explain-segment-grid-what = 依最近購買與購買次數分布的顧客，各分五級。
explain-segment-grid-formula = 固定門檻：上次訂單 30、90、180、365 天內；9、5、3、2 次以上。五等分：人數各五分之一，同值同分。
explain-segment-grid-source = Hughes 1994；Bult & Wansbeek 1995。深淺為營收的平方根，分九級。
explain-segment-grid-caveat = 固定門檻只適合一種購買節奏。若顧客一年才買一次，請改用五等分。

explain-segment-revenue-what = 以面積表示各區隔的營收。
explain-segment-revenue-formula = 面積 = 區隔營收 ÷ 全部區隔營收。
explain-segment-revenue-source = 方形化樹狀圖，Bruls、Huizing 與 van Wijk 2000。
explain-segment-revenue-caveat = 面積比長度難比較，數字請看表格。營收為零或負的區隔沒有面積。

explain-segment-table-what = 各區隔有誰、帶來多少、沉默多久、該怎麼做。
explain-segment-table-formula = 未購天數 = 距上次訂單天數的中位數；活躍機率與終身價值 = 購買模型在該區隔的平均。
explain-segment-table-source = 活躍機率與終身價值參考 Fader、Hardie 與 Lee 2005。
explain-segment-table-caveat = 建議作法是經驗法則。請保留對照組，才知道是否有效。

explain-lorenz-what = 顧客依營收由大到小排列，逐一累計。
explain-lorenz-formula = share(p) = 前 p 的顧客營收 ÷ 全部營收。吉尼係數 = 曲線與對角線之間面積的兩倍。
explain-lorenz-source = Pareto 1896；Lorenz 1905；Gini 1912。
explain-lorenz-caveat = 營收不是利潤，請一併看鯨魚曲線。資料年數太短時，顧客看起來會比實際更不平均。

explain-whale-what = 顧客依利潤由高到低排列並累計：先上升，到成本高於貢獻的顧客處開始下降。
explain-whale-formula = 利潤 = 每位顧客的營收 − 成本；高點 = 所有有獲利顧客的利潤合計。
explain-whale-source = Cooper 與 Kaplan 1991《Profit Priorities from Activity-Based Costing》。
explain-whale-caveat = 只計入資料中的成本。今天虧損的顧客可能剛加入，仍值得維繫。

explain-abc-what = 依累計營收把顧客分為三類。
explain-abc-formula = 依營收排列：累計到第一個門檻為 A，到第二個為 B，其餘為 C。
explain-abc-source = Dickie 1951 的 ABC 存貨分析，套用於顧客。
explain-abc-caveat = 分類看的是過去。新顧客一開始都在 C。

explain-traits-what = 某項特徵在虧損顧客與其他顧客中各有多常見。
explain-traits-formula = 倍數 = 虧損顧客中具該特徵的比例 ÷ 其他顧客的比例。
explain-traits-source = 你的訂單與顧客屬性。
explain-traits-caveat = 特徵與虧損同時出現，不一定是原因。
