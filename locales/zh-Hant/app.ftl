# The frame: navigation, top bar, filter bar, notes.

app-name = Clientele
app-skip = 跳到頁面內容
app-pages = 頁面
app-identify = 辨識
app-differentiate = 區隔
app-interact = 互動
app-more = 更多
app-page-data = 資料
app-page-overview = 總覽
app-page-customers = 顧客
app-page-customer = 顧客
app-page-segments = 顧客區隔
app-page-pareto = 柏拉圖 80/20
app-page-lifetime-value = 顧客終身價值
app-page-retention = 顧客保留

app-new-data = 新資料
app-data-size = { $customers } 位顧客 · { $orders } 筆訂單
app-privacy = 資料只留在此分頁
app-undo = 復原
app-redo = 重做
app-undo-toast = 復原
app-language = 語言
app-language-name = 繁體中文
app-theme = 淺色或深色
app-theme-dark = 深色主題
app-theme-light = 淺色主題
app-close = 關閉

app-filter = 篩選
app-filter-add = 新增篩選
app-filter-back = 回到欄位
app-filter-hint = 點選任何圖形即可篩選全部頁面
app-filter-remove = 移除{ $value }
app-selection = ⟦{ $count }⟧ / { $total } 位顧客 · 營收 ⟦{ $share }⟧
app-selection-counts = ⟦{ $count }⟧ / { $total } 位顧客

app-status-restarting = 分析程式已停止，正在重新啟動；資料會自動恢復
app-status-recovered = 分析程式已重新啟動，資料已恢復
app-status-outdated = 此頁面已有新版本。請重新載入，之後再次選擇檔案
app-status-dead = 分析程式一再停止，不再重新啟動。您的檔案沒有變更，請重新載入頁面
app-reload = 重新載入

app-keys = 鍵盤操作
app-key-search = 搜尋顧客
app-key-undo = 復原上一個篩選
app-key-redo = 重做篩選
app-key-marks = 在圖形之間移動
app-key-filter = 以此圖形篩選
app-key-add = 加入篩選
app-key-table = 切換圖形與表格
app-key-explain = 說明此圖
