using System.Globalization;
using System.Text;

namespace Rlar.Bench.Mathematics;

/// <summary>Math-Verify and RLAR's verifier over the same cases on the same core, RLAR before and after, so that both see the same neighbours.</summary>
internal static class MathComparison
{
    /// <summary>Prints one table, and writes it where a folder is given.</summary>
    /// <param name="folder">Where to; null: nowhere.</param>
    /// <param name="givenPython">A python with Math-Verify; null: looked for.</param>
    internal static void Run(string? folder, string? givenPython)
    {
        string[] sets = [MathCases.OwnTests, MathCases.Pairs];
        foreach (var set in sets.Where(set => !MathCases.Has(set)))
            Console.Error.WriteLine($"rlar-bench: {set} is left out: {BenchData.Missing(MathCases.PathOf(set))}");
        var cases = sets.SelectMany(MathCases.Of).ToList();
        if (cases.Count == 0)
            throw new BenchDataException("there are no cases to measure with.");
        var python = PeerScript.Python(givenPython);
        if (python is null)
            Console.WriteLine(PeerScript.Missing);
        var load = Machine.Load();
        Machine.UseOneCore();
        var own = OwnMathRun.Of(cases);
        var peer = python is null ? null : MathVerifyPeer.Run(python, cases);
        OwnMathRun.GoOn(own, cases);

        var text = new StringBuilder();
        Head(text, own, peer, $"{load} before, {Machine.Load()} after");
        new MathTable(cases, own, peer).AppendTo(text);
        Console.Write(text);
        if (folder is null)
            return;
        _ = Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "math.md"), text.ToString());
    }

    private static void Head(StringBuilder text, MathRun own, MathRun? peer, string load)
    {
        _ = text.AppendLine("# Mathematics beside Math-Verify").AppendLine()
            .AppendLine(Machine.Describe())
            .AppendLine(CultureInfo.InvariantCulture, $"- load (processes that want a core, over one minute): {load}")
            .AppendLine("- command: `dotnet run -c Release --project bench -- math`, with `--results` and this folder")
            .AppendLine(CultureInfo.InvariantCulture,
                $"- one core for either; RLAR in the benchmark's process, {own.Passes.Count} warm passes; "
                + $"{(peer is null ? "Math-Verify left out" : $"{peer.Name} in a child process, {peer.Passes.Count} warm passes between those of RLAR")}")
            .AppendLine(
                "- one verification: read the reference, read the answer, compare; /s: of the fastest warm pass over the row's cases; "
                + "p50, p99 and max: over the cases, of the least time of each; bytes: allocated per verification")
            .AppendLine(CultureInfo.InvariantCulture,
                $"- the first pass, /s: RLAR {own.FirstRate:0} (it compiles), "
                + $"Math-Verify {peer?.FirstRate.ToString("0.0", CultureInfo.InvariantCulture) ?? "left out"} "
                + $"(its caches of what it has read are empty, as they are for completions that are new)")
            .AppendLine(
                "- false +: a wrong answer said to be right; false -: a right answer not said to be right, undecided ones among them; "
                + "a case of math_verify_cases_dev runs with its own options on both sides, a pair with the defaults")
            .AppendLine();
    }
}
