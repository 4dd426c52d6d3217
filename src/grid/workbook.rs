//! An Excel workbook (`.xlsx`) as grids, one a sheet.
