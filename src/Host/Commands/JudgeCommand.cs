using System.CommandLine;
using Rlar.Agents.Rows;
using Rlar.Host.Scoring;

namespace Rlar.Host.Commands;

/// <summary><c>rlar judge ROWS --model MODEL</c>: <c>rlar score</c> with one tool, a local model that judges.</summary>
internal static class JudgeCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var input = new Argument<string>("ROWS") { Description = "Rows as JSONL: {\"prompt\", \"completions\", \"reference\"?}; - for standard input." };
        var output = new Option<string>("--output", "-o") { Description = "Where the judged rows go.", DefaultValueFactory = _ => "-", HelpName = "file" };
        var mode = new Option<string>("--mode")
        {
            Description = "How the judge is asked: score, yes-no (against the reference), pairwise, best-of-n, reason.",
            DefaultValueFactory = _ => "score",
        };
        _ = mode.AcceptOnlyFromAmong("score", "yes-no", "pairwise", "best-of-n", "reason");
        var rubric = new Option<string?>("--rubric") { Description = "What a good answer is, as text.", HelpName = "file" };
        var principles = new Option<string?>("--principles")
        {
            Description = "What answers are scored by: relevance*2,coherence or a JSON file {\"name\": \"question\"}.",
            HelpName = "list|file",
        };
        var set = new Option<string[]>("--set")
        {
            Description = "Another option of the judge ('rlar tools show judge --model MODEL' lists them); repeat for several.",
            HelpName = "option=value",
        };
        var columns = new Option<string?>("--columns")
        {
            Description = "Which columns hold what, e.g. completion=solution,reference=gold.",
            HelpName = "field=column,...",
        };
        var onError = new Option<string>("--on-error")
        {
            Description = "A bad row: stop, or skip it and say so.",
            DefaultValueFactory = _ => "stop",
            HelpName = "stop|skip",
        };
        _ = onError.AcceptOnlyFromAmong("stop", "skip");
        var resume = new Option<bool>("--resume") { Description = "Go on with the unfinished output of an interrupted run." };
        var restart = new Option<bool>("--restart") { Description = "Throw the unfinished output of an interrupted run away." };
        var timing = new Option<bool>("--timing") { Description = "Write the time of each outcome (ms)." };
        var json = new Option<bool>("--json") { Description = "Print the summary as JSON on standard output." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No progress and no summary." };
        var tools = new LibraryOption();
        var command = new Command(
            "judge",
            """
            Judges completions with a local model: docs/judges.md says how, and how far small models can be trusted.

              rlar judge rows.jsonl --model tinyllama-1.1b-chat
              rlar judge pairs.jsonl --model model.gguf --mode pairwise -o judged.jsonl
              rlar judge rows.jsonl --model model.gguf --principles relevance*2,coherence --rubric rubric.txt
            """)
        {
            input, output, mode, rubric, principles, set, columns, onError, resume, restart, timing, json, quiet,
        };
        tools.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(resume) && parsed.GetValue(restart))
                throw new HostException("--resume and --restart exclude each other.");
            if (parsed.GetValue(json) && parsed.GetValue(output) == "-")
                throw new HostException("--json prints the summary on standard output, where the rows go; give -o a file.");
            await using var library = tools.Open(parsed);
            if (library.Models.Count == 0)
                throw new HostException("A judge needs a model: --model NAME or --model FILE. 'rlar models list' shows which can be pulled.");
            var given = new Dictionary<string, string>(CommandValues.Settings(parsed.GetValue(set))) { ["mode"] = parsed.GetValue(mode)! };
            if (parsed.GetValue(rubric) is { } file)
                given["rubric"] = file;
            if (parsed.GetValue(principles) is { } items)
                given["principles"] = items;
            var router = new FixedRouter(library.Tools.Create("judge", given));
            var map = parsed.GetValue(columns) is { } text ? ColumnMap.Parse(text) : ColumnMap.None;
            var settings = new ScoreSettings
            {
                Input = parsed.GetValue(input)!,
                Output = parsed.GetValue(output)!,
                Mode = parsed.GetValue(resume) ? OutputMode.Resume : parsed.GetValue(restart) ? OutputMode.Restart : OutputMode.New,
                SkipsBadRows = parsed.GetValue(onError) == "skip",
                Columns = map,
                MaxLineBytes = 64 << 20,

                // The model computes for one row at a time; a second is read meanwhile.
                Parallelism = 2,
                MeasuresTime = parsed.GetValue(timing),
                Fingerprint = new Dictionary<string, string>
                {
                    ["rlar"] = typeof(JudgeCommand).Assembly.GetName().Version!.ToString(3),
                    ["input"] = parsed.GetValue(input)!,
                    ["routes"] = router.Version,
                    ["columns"] = map.ToString(),
                    ["on-error"] = parsed.GetValue(onError)!,
                    ["timing"] = parsed.GetValue(timing) ? "true" : "false",
                },
            };
            return await ReportedRun.RunAsync(settings, router, parsed.GetValue(quiet), parsed.GetValue(json), cancellationToken);
        });
        return command;
    }
}
