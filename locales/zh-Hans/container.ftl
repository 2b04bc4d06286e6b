# Files that wrap a table: gzip and workbooks.

data-sheet = 工作表
data-sheet-hidden = { $name }（隐藏）

error-not-text-rename-gzip = 如果是压缩过的 CSV，请把文件名改为以 .csv.gz 结尾，再拖到这里。
error-not-text-rename-xlsx = 如果是工作簿，请把文件名改为以 .xlsx 结尾，再拖到这里。

error-gzip-truncated = { $name } 不完整
error-gzip-truncated-detail = 压缩文件提前结束，只解出 { $size } 的文本。
error-gzip-corrupt = { $name } 已损坏
error-gzip-corrupt-detail = 第 { $offset } 个字节之后无法解压。
error-gzip-checksum-detail = 第 { $offset } 个字节之前的内容与压缩前不同：校验码不符。
error-gzip-damaged-advice = 请重新复制或下载该文件；如果仍无法读取，请重新导出。
error-unpacks-large = { $name } 解压后过大
error-unpacks-large-detail = 解压后超过 { $limit }。
error-gzip-bomb-detail = 解压后超过原文件的 { $ratio } 倍，一般表格不会如此。
error-gzip-large-advice = 请导出较短的时间段，或先解压，再把 CSV 文件拖到这里。

error-workbook-file-large = 工作簿 { $name } 过大
error-workbook-file-large-detail = 文件大小为 { $size }，上限为 { $limit }。
error-workbook-parts-detail = 工作簿内的部件超过 { $limit } 个。
error-workbook-cells-detail = 工作表“{ $sheet }”的单元格超过 { $limit } 个。
error-workbook-large-advice = 请在 Excel 中把订单所在的工作表另存为 CSV，再拖到这里。
error-workbook-encrypted = { $name } 设有密码
error-workbook-encrypted-detail = 内容已加密。
error-workbook-encrypted-advice = 请在 Excel 中打开，另存一份不设密码的副本，再把副本拖到这里。
error-workbook-format = { $name } 是其他格式的工作簿
error-workbook-format-detail = 内容为 { $kind } 格式；可读取 .xlsx 与 .xlsm。
error-workbook-format-advice = 请在 Excel 或 LibreOffice 中打开，另存为 .xlsx 或 CSV，再拖到这里。
error-workbook-none = { $name } 不是工作簿
error-workbook-none-detail = 这个文件里没有工作簿。
error-workbook-corrupt = { $name } 已损坏
error-workbook-corrupt-detail = 无法读取工作簿中的 { $part }。
error-workbook-corrupt-advice = 请在 Excel 中打开并修复，重新保存后再拖到这里。
error-workbook-no-sheet = { $name } 没有含单元格的工作表
error-workbook-no-sheet-detail = 工作簿里只有图表或宏。
error-workbook-no-sheet-advice = 请拖入含有订单的工作簿。
error-workbook-unknown = { $name } 没有工作表“{ $sheet }”
error-workbook-unknown-detail = 列出工作表之后，工作簿已变更。
error-workbook-unknown-advice = 请重新选择文件。
error-workbook-unavailable = 无法加载工作簿读取程序
error-workbook-unavailable-detail = 读取 { $name } 需要本应用的一部分，打开第一个工作簿时才会下载。浏览器提示：{ $detail }
error-workbook-unavailable-advice = 请连上网络后再拖入一次，或把它另存为 CSV。
error-workbook-stopped = 无法读完 { $name }
error-workbook-stopped-detail = 工作簿读取程序已停止，很可能是内存不足。浏览器提示：{ $detail }
error-workbook-stopped-advice = 请关闭其他标签页后再拖入一次，或在 Excel 中另存为 CSV。
