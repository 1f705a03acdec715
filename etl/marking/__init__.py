"""The marked copy: the sender's own workbook with every bad cell coloured and commented, and a summary in front."""
