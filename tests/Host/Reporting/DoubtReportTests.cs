using Rlar.Host.Reporting;
using Rlar.Scoring.Doubts;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Tests.Reporting;

public sealed class DoubtReportTests
{
    [Fact]
    public void Lines_ManyDoubts_AreTenAndSayWhereTheRestIs()
    {
        string[] lines = [.. DoubtReport.Lines([.. Enumerable.Range(0, 40).Select(i => Of(DoubtKind.Lowest, i + 1, i + 1))])];
        Assert.Equal(12, lines.Length);
        Assert.Contains("35 more doubts in --json", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_Doubt_NamesToolShapeExampleSignsAndUnreadColumns()
    {
        var lines = DoubtReport.Lines([Of(DoubtKind.Lowest, 4, 4) with
        {
            Unread = [new UnreadColumn("rubric", "unknown"), new UnreadColumn("b", ""), new UnreadColumn("c", ""), new UnreadColumn("d", "")],
            Signs = new DoubtSigns(8, 4, 3, 0, 0),
        }]).ToArray();
        Assert.Equal("  math: all 0 in all 4 groups of {answer: text}", lines[1]);
        Assert.Equal("    line 3 (a): reference 'r', completion 'c': because; 4 of 8 completions are empty; not read: rubric, b, c, …", lines[2]);
    }

    [Fact]
    public void Lines_PartOfTheGroups_IsOneLine()
    {
        var lines = DoubtReport.Lines([Of(DoubtKind.Lowest, 4, 100), Of(DoubtKind.Unscorable, 1, 100)]).ToArray();
        Assert.Equal("Groups without a signal: math all 0 in 4 of 100 groups (line 3); math all unscorable in 1 of 100 groups (line 3).", Assert.Single(lines));
        Assert.Empty(DoubtReport.Lines([]));
    }

    private static Doubt Of(DoubtKind kind, long groups, long of) =>
        new(kind, "math", "answer: text", groups, of, new DoubtExample(3, "a", "r", "c", "because"), [], default);
}
