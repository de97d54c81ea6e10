using System.Text.Json;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>What the judge wrote: one line of JSON for the program's loading, for each test, and for the end.</summary>
internal sealed class JudgeReport
{
    private readonly List<TestResult> _results = [];

    private JudgeReport()
    {
    }

    /// <summary>The tests that came to their end.</summary>
    internal IReadOnlyList<TestResult> Results => _results;

    /// <summary>Whether the program was run to its end before the first test.</summary>
    internal bool IsLoaded { get; private set; }

    /// <summary>What the program raised when it was run, or null.</summary>
    internal string? LoadError { get; private set; }

    /// <summary>Whether all tests came to their end.</summary>
    internal bool IsDone { get; private set; }

    /// <summary>How the program left in the middle of a test, or null.</summary>
    internal string? Gone { get; private set; }

    /// <summary>Why the tests cannot be run here, whatever the program, or null.</summary>
    internal string? Unfit { get; private set; }

    /// <summary>What broke the judge itself, or null.</summary>
    internal string? Broken { get; private set; }

    /// <summary>Reads the report of a judge, which may have been ended in the middle of a line.</summary>
    /// <param name="lines">What it wrote.</param>
    internal static JudgeReport Read(ReadOnlyMemory<byte> lines)
    {
        var report = new JudgeReport();
        while (lines.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            using var line = JsonDocument.Parse(lines[..end]);
            report.Take(line.RootElement);
            lines = lines[(end + 1)..];
        }

        return report;
    }

    private void Take(JsonElement line)
    {
        if (line.TryGetProperty("load", out var load))
        {
            IsLoaded = true;
            LoadError = load.GetString();
        }
        else if (line.TryGetProperty("broken", out var broken))
        {
            Broken = broken.GetString();
        }
        else if (line.TryGetProperty("gone", out var gone))
        {
            Gone = gone.GetString();
        }
        else if (line.TryGetProperty("done", out _))
        {
            IsDone = true;
        }
        else if (line.GetProperty("outcome").GetString() == "unfit")
        {
            Unfit = line.GetProperty("message").GetString();
        }
        else
        {
            var message = line.GetProperty("message").GetString();
            _results.Add(new TestResult(
                line.GetProperty("name").GetString()!,
                line.GetProperty("outcome").GetString() == "passed",
                string.IsNullOrEmpty(message) ? null : message));
        }
    }
}
