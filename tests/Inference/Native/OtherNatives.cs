using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Rlar.Inference.Tests.Native;

/// <summary>Runs tests of this project again over other native libraries, in a process of their own, since a process has one llama.cpp.</summary>
internal static partial class OtherNatives
{
    /// <summary>All of them pass and none is skipped.</summary>
    /// <param name="folder">The folder of the libraries.</param>
    /// <param name="least">How many tests there are at least.</param>
    /// <param name="filter">Which, as xunit's runner takes it.</param>
    internal static async Task RunAsync(string folder, int least, IEnumerable<string> filter)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(OtherNatives).Assembly.Location, "-noColor", .. filter])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["RLAR_NATIVES"] = folder;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var summary = Summary().Match(output);
        Assert.True(process.ExitCode == 0 && summary.Success, output + await errors);
        Assert.InRange(int.Parse(summary.Groups["total"].ValueSpan, null), least, int.MaxValue);
        Assert.Equal("0", summary.Groups["skipped"].Value);
    }

    [GeneratedRegex(@"Total: (?<total>\d+), Errors: 0, Failed: 0, Skipped: (?<skipped>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Summary();
}
