using System.Diagnostics;
using System.Text.RegularExpressions;
using Rlar.Inference.Tests.Llama;
using Rlar.Inference.Tests.Llama.Pooled;
using Rlar.Inference.Tests.Llama.Scoring;
using Rlar.Inference.Tests.Llama.Serving;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Native;

/// <summary>Tests of this project again over LLamaSharp's libraries, in a process of their own, since a process has one llama.cpp.</summary>
public sealed partial class LLamaSharpNativesTests
{
    [Fact]
    public async Task Suite_OverLLamaSharpsLibraries_Passes()
    {
        var natives = LLamaSharpNatives.Require();
        // Without the models these would skip there and prove nothing.
        _ = SharedModels.Require(SharedModels.Stories260K);
        Type[] classes = [typeof(LlamaLibraryTests), typeof(LlamaModelTests), typeof(LlamaContextTests), typeof(LlamaLogprobsTests), typeof(LlamaPooledTests), typeof(GeneratedTextTests)];
        var start = new ProcessStartInfo("dotnet", [typeof(LLamaSharpNativesTests).Assembly.Location, "-noColor", .. classes.SelectMany(type => (string[])["-class", type.FullName!])])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["RLAR_NATIVES"] = natives;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var summary = Summary().Match(output);
        Assert.True(process.ExitCode == 0 && summary.Success, output + await errors);
        Assert.InRange(int.Parse(summary.Groups["total"].ValueSpan, null), 60, int.MaxValue);
        Assert.Equal("0", summary.Groups["skipped"].Value);
    }

    [GeneratedRegex(@"Total: (?<total>\d+), Errors: 0, Failed: 0, Skipped: (?<skipped>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Summary();
}
