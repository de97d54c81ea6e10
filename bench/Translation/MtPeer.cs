using System.Text.Json;

namespace Rlar.Bench.Translation;

/// <summary>Runs sacrebleu and rouge-score over the pairs, in a python of their own.</summary>
internal static class MtPeer
{
    private const int SecondsPerMetric = 3;

    /// <summary>Their versions and runs.</summary>
    internal static (string Name, List<MtRun> Runs) Run(string python, IReadOnlyList<MtPair> pairs)
    {
        var (name, results) = PeerScript.Run(python, "mt_driver.py", $"{SecondsPerMetric}", pairs.Select(pair => pair.Line()));
        return (name, [.. results.Select(Read)]);
    }

    private static MtRun Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        double[] Numbers(string name) => [.. json.RootElement.GetProperty(name).EnumerateArray().Select(n => n.GetDouble())];
        return new MtRun(
            json.RootElement.GetProperty("metric").GetString()!, Numbers("scores"), Numbers("us"),
            json.RootElement.GetProperty("rate").GetDouble(), null);
    }
}
