using System.Text.Json;

namespace Rlar.Bench.Mathematics;

/// <summary>Runs Math-Verify over the cases, in a python of its own.</summary>
internal static class MathVerifyPeer
{
    private const int WarmPasses = 5;

    /// <summary>A cold pass and the warm ones.</summary>
    internal static MathRun Run(string python, IReadOnlyList<MathCase> cases)
    {
        var (name, lines) = PeerScript.Run(python, "math_verify_driver.py", $"{WarmPasses}", cases.Select(one => one.Line));
        if (lines.Length != cases.Count)
            throw new InvalidOperationException($"{name} gave {lines.Length} verdicts for {cases.Count} cases.");
        var verdicts = new bool?[lines.Length];
        var passes = new double[1 + WarmPasses][];
        for (var pass = 0; pass < passes.Length; pass++)
            passes[pass] = new double[verdicts.Length];
        for (var i = 0; i < verdicts.Length; i++)
        {
            using var json = JsonDocument.Parse(lines[i]);
            verdicts[i] = json.RootElement.GetProperty("verdict").GetBoolean();
            for (var pass = 0; pass < passes.Length; pass++)
                passes[pass][i] = json.RootElement.GetProperty("us")[pass].GetDouble();
        }

        return new MathRun(name, verdicts, passes[0], [.. passes[1..]], []);
    }
}
