using Spectre.Console;

namespace Rlar.Host.Reporting;

/// <summary>
/// A table of counts by name that stays whole on a narrow terminal: no number is ever split over lines. What is too wide is given up in turn: the
/// long headers, the space between columns, the columns that matter least, and at last the ends of the names.
/// </summary>
/// <param name="columns">The columns, the first of which holds the names.</param>
internal sealed class SummaryTable(params SummaryColumn[] columns)
{
    private const int WideGap = 3;
    private const int NarrowGap = 2;
    private const int ShortestName = 8;

    // A model's file or address may be longer than all else: its end is cut before a count is left out.
    private const int LongestName = 24;

    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row, a cell a column.</summary>
    internal void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes the table as wide as the console lets it be.</summary>
    internal void Write(IAnsiConsole console)
    {
        var (shown, isShort, gap) = Form(console.Profile.Width);
        var table = new Table { Border = TableBorder.Simple };
        foreach (var i in shown)
        {
            var column = new TableColumn(Header(i, isShort)) { NoWrap = true, Alignment = i == 0 ? Justify.Left : Justify.Right };
            if (gap == NarrowGap)
                column.Padding = new Padding(1, 0, 0, 0);
            table.AddColumn(column);
        }

        var room = Math.Max(ShortestName, console.Profile.Width - Width(shown[1..], isShort, gap) - gap);
        foreach (var row in _rows)
            table.AddRow([.. shown.Select(i => Markup.Escape(i == 0 && row[0].Length > room ? row[0][..(room - 1)] + "…" : row[i]))]);
        console.Write(table);
    }

    private (int[] Shown, bool IsShort, int Gap) Form(int width)
    {
        int[] shown = [.. Enumerable.Range(0, columns.Length)];
        if (Width(shown, isShort: false, WideGap) <= width)
            return (shown, false, WideGap);
        if (Width(shown, isShort: true, WideGap) <= width)
            return (shown, true, WideGap);
        foreach (var least in shown.Where(i => columns[i].DropAs > 0).OrderBy(i => columns[i].DropAs).ToArray())
        {
            if (Width(shown, isShort: true, NarrowGap) > width)
                shown = [.. shown.Where(i => i != least)];
        }

        return (shown, true, NarrowGap);
    }

    // Each column has its gap, and the frame one space more.
    private int Width(int[] shown, bool isShort, int gap) =>
        1 + shown.Sum(i => gap + Math.Min(
            _rows.Select(row => row[i].Length).Append(Header(i, isShort).Length).Max(),
            i == 0 && gap == NarrowGap ? LongestName : int.MaxValue));

    private string Header(int column, bool isShort) => isShort ? columns[column].Short : columns[column].Header;
}
