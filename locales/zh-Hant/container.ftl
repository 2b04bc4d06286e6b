# Files that wrap a table: gzip and workbooks.

data-sheet = 工作表
data-sheet-hidden = { $name }（隱藏）

error-not-text-rename-gzip = 如果是壓縮過的 CSV，請將檔名改為以 .csv.gz 結尾，再拖到這裡。
error-not-text-rename-xlsx = 如果是活頁簿，請將檔名改為以 .xlsx 結尾，再拖到這裡。

error-gzip-truncated = { $name } 不完整
error-gzip-truncated-detail = 壓縮檔提早結束，只解出 { $size } 的文字。
error-gzip-corrupt = { $name } 已損毀
error-gzip-corrupt-detail = 第 { $offset } 個位元組之後無法解壓縮。
error-gzip-checksum-detail = 第 { $offset } 個位元組之前的內容與壓縮前不同：檢查碼不符。
error-gzip-damaged-advice = 請重新複製或下載這個檔案；若仍無法讀取，請重新匯出。
error-unpacks-large = { $name } 解壓縮後過大
error-unpacks-large-detail = 解壓縮後超過 { $limit }。
error-gzip-bomb-detail = 解壓縮後超過原檔的 { $ratio } 倍，一般表格不會如此。
error-gzip-large-advice = 請匯出較短的期間，或先解壓縮，再將 CSV 檔拖到這裡。

error-workbook-file-large = 活頁簿 { $name } 過大
error-workbook-file-large-detail = 檔案大小為 { $size }，上限為 { $limit }。
error-workbook-parts-detail = 活頁簿內的組件超過 { $limit } 個。
error-workbook-cells-detail = 工作表「{ $sheet }」的儲存格超過 { $limit } 個。
error-workbook-large-advice = 請在 Excel 中將訂單所在的工作表另存為 CSV，再拖到這裡。
error-workbook-encrypted = { $name } 設有密碼
error-workbook-encrypted-detail = 內容已加密。
error-workbook-encrypted-advice = 請在 Excel 中開啟，另存一份不設密碼的複本，再將複本拖到這裡。
error-workbook-format = { $name } 是其他格式的活頁簿
error-workbook-format-detail = 內容為 { $kind } 格式；可讀取 .xlsx 與 .xlsm。
error-workbook-format-advice = 請在 Excel 或 LibreOffice 中開啟，另存為 .xlsx 或 CSV，再拖到這裡。
error-workbook-none = { $name } 不是活頁簿
error-workbook-none-detail = 這個檔案裡沒有活頁簿。
error-workbook-corrupt = { $name } 已損毀
error-workbook-corrupt-detail = 無法讀取活頁簿中的 { $part }。
error-workbook-corrupt-advice = 請在 Excel 中開啟並修復，重新儲存後再拖到這裡。
error-workbook-no-sheet = { $name } 沒有含儲存格的工作表
error-workbook-no-sheet-detail = 活頁簿裡只有圖表或巨集。
error-workbook-no-sheet-advice = 請拖入含有訂單的活頁簿。
error-workbook-unknown = { $name } 沒有工作表「{ $sheet }」
error-workbook-unknown-detail = 列出工作表之後，活頁簿已變更。
error-workbook-unknown-advice = 請重新選擇檔案。
error-workbook-unavailable = 無法載入活頁簿讀取程式
error-workbook-unavailable-detail = 讀取 { $name } 需要本應用程式的一部分，開啟第一個活頁簿時才會下載。瀏覽器回報：{ $detail }
error-workbook-unavailable-advice = 請連上網路後再拖入一次，或將它另存為 CSV。
error-workbook-stopped = 無法讀完 { $name }
error-workbook-stopped-detail = 活頁簿讀取程式已停止，很可能是記憶體不足。瀏覽器回報：{ $detail }
error-workbook-stopped-advice = 請關閉其他分頁後再拖入一次，或在 Excel 中另存為 CSV。
