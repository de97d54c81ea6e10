using System.Text;

namespace Rlar.Rewards.Reading.Python;

/// <summary>
/// Rows as Python's csv.reader gives them in its default dialect over lines that end in \n: a quote opens a quoted field only at the
/// field's start, two quotes inside stand for one, and an empty line is a row without fields.
/// </summary>
internal static class PythonCsv
{
    /// <summary>Reads a table.</summary>
    internal static List<List<string>> Read(string text, char delimiter)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        var isStart = true;
        var isEmptyRow = true;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted)
            {
                if (c != '"')
                    _ = field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    _ = field.Append(text[++i]);
                else
                    isQuoted = false;
                continue;
            }

            if (c is '\n' or '\r')
            {
                if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                    i++;
                EndRow();
                continue;
            }

            isEmptyRow = false;
            if (c == delimiter)
            {
                row.Add(field.ToString());
                _ = field.Clear();
                isStart = true;
                continue;
            }

            if (c == '"' && isStart)
                isQuoted = true;
            else
                _ = field.Append(c);
            isStart = false;
        }

        if (!isEmptyRow)
            EndRow();
        return rows;

        void EndRow()
        {
            if (!isEmptyRow)
                row.Add(field.ToString());
            rows.Add(row);
            row = [];
            _ = field.Clear();
            isStart = isEmptyRow = true;
        }
    }
}
