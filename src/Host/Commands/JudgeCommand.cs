using System.CommandLine;
using Rlar.Scoring.Run;

namespace Rlar.Host.Commands;

/// <summary><c>rlar judge ROWS --model MODEL</c>: <c>rlar score</c> with one tool, a model that judges.</summary>
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
        var flags = new RunFlags();
        var tools = new LibraryOption();
        var command = new Command(
            "judge",
            """
            Judges completions with a local model, or with one behind an OpenAI-compatible server: docs/judges.md says how, and how far small models can
            be trusted.

              rlar judge rows.jsonl --model tinyllama-1.1b-chat
              rlar judge pairs.jsonl --model model.gguf --mode pairwise -o judged.jsonl
              rlar judge rows.jsonl --model model.gguf --principles relevance*2,coherence --rubric rubric.txt
              rlar judge rows.jsonl --model http://127.0.0.1:8080/v1#qwen2.5-7b --model-requests 8

            A server on this machine is asked as it is; any other only with --allow-network. Its key, where it wants one, is in RLAR_API_KEY.
            """)
        {
            input, output, mode, rubric, principles, set,
        };
        foreach (var option in flags.All)
            command.Options.Add(option);
        tools.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var files = flags.Read(parsed, parsed.GetValue(input)!, parsed.GetValue(output)!, cancellationToken);
            await using var library = await tools.OpenAsync(parsed, cancellationToken);
            if (!library.HasModels)
                throw new HostException(
                    "A judge needs a model: --model NAME, --model FILE or --model http://127.0.0.1:PORT/v1#NAME. "
                    + "'rlar models list' shows which can be pulled.");
            var given = new Dictionary<string, string>(CommandValues.Settings(parsed.GetValue(set))) { ["mode"] = parsed.GetValue(mode)! };
            if (parsed.GetValue(rubric) is { } file)
                given["rubric"] = file;
            if (parsed.GetValue(principles) is { } items)
                given["principles"] = items;
            var run = new RewardRun(new FixedRouter(library.Tools.Create("judge", given), library.Version), new RewardRunOptions
            {
                // A row for each thread of a local model, and one that is read meanwhile; a server has as many requests as it may.
                Parallelism = Math.Clamp(Math.Max(library.Requests, library.Threads + 1), 2, RewardRunOptions.GreatestParallelism),
                MeasuresTime = flags.MeasuresTime(parsed),
            });
            return await flags.ReportAsync(parsed, run, files, library, cancellationToken);
        });
        return command;
    }
}
