using System.CommandLine;
using System.Globalization;
using Rlar.Agents.Monitor;

namespace Rlar.Host.Commands;

/// <summary><c>rlar tools scale LEDGER… -o FILE</c>: a common scale for tools whose values differ in range and shape.</summary>
internal static class ToolsScaleCommand
{
    // A value a hundredth of a percent: what more would say is not in a sample.
    private const int MostValues = 10_001;

    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var ledgers = new Argument<string[]>("LEDGER")
        {
            Description = "What 'rlar score --ledger' wrote, the oldest first; of each tool its last version counts.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--output", "-o") { Description = "Where the scales go.", Required = true, HelpName = "file" };
        var kind = new Option<string>("--kind")
        {
            Description = "quantile: the share of the tool's own values that are lower. par: the chance to be preferred to the completions of the ledger, "
                + "which are then reference answers; for reward models.",
            DefaultValueFactory = _ => "quantile",
            HelpName = "kind",
        };
        kind.AcceptOnlyFromAmong("quantile", "par");
        var slope = new Option<double>("--slope") { Description = "The slope of par.", DefaultValueFactory = _ => 1, HelpName = "k" };
        var among = new Option<string[]>("--among") { Description = "These tools alone. Repeat for several.", HelpName = "id" };
        var command = new Command(
            "scale",
            """
            Fits a scale from 0 to 1 to the values that each tool gave, so that a verifier that says 0 or 1 and a reward model between -20 and 20 mix by the
            weights of their route. It does not follow the run: the same value is always worth the same. docs/tool-library.md explains both kinds.

              rlar score rows.jsonl -o scored.jsonl --ledger ledger.jsonl
              rlar tools scale ledger.jsonl -o scales.json
              rlar score rows.jsonl -o again.jsonl --common-scale scales.json
            """)
        {
            ledgers, output, kind, slope, among,
        };
        command.SetAction(parsed =>
        {
            var wanted = parsed.GetValue(among) ?? [];
            var values = ToolValues.OfLedgers(parsed.GetValue(ledgers)!).Where(of => wanted.Length == 0 || wanted.Contains(of.Tool)).ToArray();
            if (wanted.FirstOrDefault(id => values.All(of => of.Tool != id)) is { } missing)
                throw new HostException($"--among {missing}: no ledger has a value of it.");
            if (values.Length == 0)
                throw new HostException("No tool has scored anything in these ledgers.");
            var k = parsed.GetValue(slope);
            if (!(k > 0 && double.IsFinite(k)))
                throw new HostException($"--slope must be finite and above 0, not {k.ToString(CultureInfo.InvariantCulture)}.");
            var scales = ToolScales.Fit(
                values,
                parsed.GetValue(kind) == "par" ? sorted => new ParScale(Thinned(sorted), k) : sorted => new QuantileScale(Thinned(sorted)));
            Save(scales, parsed.GetValue(output)!);
            foreach (var of in values)
                System.Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{of.Tool}@{of.Version}: {of.Values.Count} values from {of.Values.Min():0.####} to {of.Values.Max():0.####}"));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The scales of a file.</summary>
    /// <exception cref="HostException">It cannot be read.</exception>
    internal static ToolScales Open(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return ToolScales.Load(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or MonitorException)
        {
            throw new HostException($"--common-scale {path}: {error.Message}", error);
        }
    }

    // At even ranks, the least and the greatest among them.
    private static IReadOnlyList<double> Thinned(IReadOnlyList<double> sorted) => sorted.Count <= MostValues
        ? sorted
        : [.. Enumerable.Range(0, MostValues).Select(i => sorted[(int)((long)i * (sorted.Count - 1) / (MostValues - 1))])];

    private static void Save(ToolScales scales, string path)
    {
        try
        {
            using var file = File.Create(path);
            scales.Save(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"--output {path}: {error.Message}", error);
        }
    }
}
