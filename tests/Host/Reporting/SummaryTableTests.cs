using Rlar.Host.Reporting;
using Spectre.Console;

namespace Rlar.Host.Tests.Reporting;

public sealed class SummaryTableTests
{
    [Theory]
    [InlineData(140)]
    [InlineData(103)]
    [InlineData(102)]
    [InlineData(80)]
    [InlineData(60)]
    public void Write_AnyWidth_KeepsEachRowOnOneLineWithWholeNumbers(int width)
    {
        var lines = Write(width);
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, width));
        // The header, the rule, and a line a row.
        Assert.Equal(4, lines.Length);
        var row = Assert.Single(lines, line => line.Contains("37", StringComparison.Ordinal));
        Assert.Contains("0.459", row, StringComparison.Ordinal);
        Assert.Contains("1,234,567", row, StringComparison.Ordinal);
        Assert.Contains("unscorable", lines[0], StringComparison.Ordinal);
        Assert.Equal(width >= 103, lines[0].Contains("zero variance", StringComparison.Ordinal));
        Assert.Equal(width < 103, !lines[0].Contains("mean reward", StringComparison.Ordinal));
        Assert.Equal(width >= 80, lines[3].Contains("instruction-following", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1 row", 1)]
    [InlineData("0 rows", 0)]
    [InlineData("1,000 rows", 1000)]
    public void Of_Count_HasTheNounsNumber(string expected, long count) => Assert.Equal(expected, Plural.Of(count, "row"));

    private static string[] Write(int width)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        var table = new SummaryTable(
            new("task"), new("groups"), new("scored"), new("unscorable"), new("failed"), new("mean reward", "mean"), new("std", "std", 2),
            new("zero variance", "zero var.", 1));
        table.Add("math", "8", "37", "1,234,567", "0", "0.459", "0.505", "0");
        table.Add("instruction-following", "5", "20", "0", "0", "0.400", "0.503", "0");
        table.Write(console);
        return [.. text.ToString().Split('\n').Where(line => line.Trim().Length > 0)];
    }
}
