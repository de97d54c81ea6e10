using System.CommandLine;
using Rlar.Host.Evaluation;
using Rlar.Host.Reporting;
using Rlar.Rewards.Metrics.Bleu;
using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Metrics.Ter;
using Rlar.Scoring.Suites;

namespace Rlar.Host.Commands;

/// <summary><c>rlar eval mt</c>, and a command for each suite.</summary>
internal static class EvalCommand
{
    /// <summary>The command with its subcommands.</summary>
    internal static Command Create()
    {
        var command = new Command("eval", "How right a tool is: on a benchmark of rewards, or translations against references.") { Translation() };
        foreach (var suite in RewardSuites.All)
            command.Subcommands.Add(EvalSuiteCommand.Create(suite));
        return command;
    }

    private static Command Translation()
    {
        var hypothesis = new Argument<string>("HYP")
        {
            Description = "The system's segments, one per line, plain or gzip; - for standard input. With --paired-bs the baseline.",
        };
        var references = new Argument<string[]>("REF") { Description = "Streams of references, each as many lines.", Arity = ArgumentArity.OneOrMore };
        var others = new Option<string[]>("--system") { Description = "Another system's segments; repeat for several.", HelpName = "file" };
        var metrics = new Option<string>("--metrics", "-m")
        {
            Description = "Some of bleu, chrf, chrf++, ter.",
            DefaultValueFactory = _ => "bleu,chrf,ter",
            HelpName = "names",
        };
        var tokenize = new Option<string>("--tokenize")
        {
            Description = "BLEU's words: 13a, intl, char, zh, none.",
            DefaultValueFactory = _ => "13a",
            HelpName = "name",
        };
        var smooth = new Option<string>("--smooth")
        {
            Description = "BLEU's smoothing: exp, floor, add-k, none.",
            DefaultValueFactory = _ => "exp",
            HelpName = "name",
        };
        var smoothValue = new Option<double?>("--smooth-value") { Description = "What floor and add-k use (0.1, 1).", HelpName = "number" };
        var lowercase = new Option<bool>("--lowercase") { Description = "BLEU and chrF ignore case; TER does anyway." };
        var normalized = new Option<bool>("--ter-normalized") { Description = "TER cuts punctuation off words." };
        var noPunctuation = new Option<bool>("--ter-no-punct") { Description = "TER removes punctuation." };
        var asian = new Option<bool>("--ter-asian-support") { Description = "TER does the same for Chinese and Japanese." };
        var caseSensitive = new Option<bool>("--ter-case-sensitive") { Description = "TER does not ignore case." };
        var paired = new Option<bool>("--paired-bs") { Description = "Paired bootstrap resampling: intervals, and p-values against HYP." };
        var count = new Option<int>("--paired-bs-n")
        {
            Description = "How many resamples.",
            DefaultValueFactory = _ => PairedBootstrap.DefaultCount,
            HelpName = "n",
        };
        var seed = new Option<int>("--seed")
        {
            Description = "The seed of the resamples.",
            DefaultValueFactory = _ => PairedBootstrap.DefaultSeed,
            HelpName = "n",
        };
        var width = new Option<int>("--width", "-w") { Description = "Digits after the point.", DefaultValueFactory = _ => 2, HelpName = "n" };
        var json = new Option<bool>("--json") { Description = "One JSON object a system and metric and line." };
        var command = new Command(
            "mt",
            """
            Corpus scores of translations, with the numbers of sacrebleu 2.6.0.

              rlar eval mt system.txt reference.txt
              rlar eval mt system.txt ref1.txt ref2.txt.gz --metrics bleu,chrf++ --tokenize intl
              rlar eval mt baseline.txt reference.txt --system a.txt --system b.txt --paired-bs
            """)
        {
            hypothesis, references, others, metrics, tokenize, smooth, smoothValue, lowercase, normalized, noPunctuation,
            asian, caseSensitive, paired, count, seed, width, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            UnicodeSupport.Require();
            var bleu = Bleu(parsed.GetValue(tokenize)!, parsed.GetValue(smooth)!, parsed.GetValue(smoothValue), parsed.GetValue(lowercase));
            var ter = new TerOptions
            {
                Normalized = parsed.GetValue(normalized),
                NoPunctuation = parsed.GetValue(noPunctuation),
                AsianSupport = parsed.GetValue(asian),
                CaseSensitive = parsed.GetValue(caseSensitive),
            };
            var chosen = parsed.GetValue(metrics)!
                .Split(',', StringSplitOptions.TrimEntries)
                .Distinct()
                .Select(name => TranslationEvaluation.Metric(name, bleu, ter))
                .ToArray();
            var digits = CommandValues.AtLeastOne(parsed.GetValue(width) + 1, "--width + 1", 18) - 1;
            (int, int)? resamples = parsed.GetValue(paired)
                ? (CommandValues.AtLeastOne(parsed.GetValue(count), "--paired-bs-n", 1_000_000), parsed.GetValue(seed))
                : null;
            string[] paths = [parsed.GetValue(hypothesis)!, .. parsed.GetValue(others) ?? []];
            string[] streams = parsed.GetValue(references)!;
            if (paths.Concat(streams).Count(path => path == "-") > 1)
                throw new HostException("Only one of the files can be standard input.");
            SegmentFile[] files = [.. paths.Concat(streams).Select(path => SegmentFile.Read(path, cancellationToken))];
            SegmentFile.RequireSameLength(files);
            foreach (var metric in chosen)
            {
                foreach (var score in TranslationEvaluation.Score(metric, files[..paths.Length], files[paths.Length..], resamples, cancellationToken))
                    Write(score, paths.Length > 1, digits, parsed.GetValue(json));
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Write(SystemScore score, bool namesSystem, int width, bool json)
    {
        if (json)
            Console.WriteLine(SystemScoreText.Json(score));
        else
            Console.WriteLine((namesSystem ? score.System + ": " : "") + SystemScoreText.Line(score, width));
        if (score.Statistics.Remark is { } remark)
            Console.Error.WriteLine($"rlar: {score.System}: {score.Statistics.Metric.Name}, {remark}");
    }

    private static BleuOptions Bleu(string tokenize, string smooth, double? value, bool lowercase)
    {
        try
        {
            return new BleuOptions
            {
                Tokenizer = BleuNames.Tokenizer(tokenize),
                Smoothing = BleuNames.Smoothing(smooth),
                SmoothingValue = value is null or (>= 0 and <= 1e6)
                    ? value
                    : throw new HostException($"--smooth-value must be between 0 and 1e6, not {value}."),
                Lowercase = lowercase,
            };
        }
        catch (ToolException error)
        {
            throw new HostException($"--{error.Message}", error);
        }
    }
}
