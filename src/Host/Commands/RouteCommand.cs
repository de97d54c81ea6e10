using System.CommandLine;
using Rlar.Host.Reporting;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary><c>rlar route ROWS -o OUT</c>: which tools would score each row, without scoring.</summary>
internal static class RouteCommand
{
    /// <summary>The command with its options.</summary>
    internal static Command Create()
    {
        var input = new Argument<string>("ROWS") { Description = $"Rows as {RowSource.Formats}; completions may be missing." };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where the rows go, each with its route, as JSON lines; - for standard output. Without it only the summary is printed.",
            HelpName = "file",
        };
        var columns = RunFlags.Columns();
        var join = RunFlags.Join();
        var split = RowSource.Split();
        var json = new Option<bool>("--json") { Description = "Print the summary as JSON on standard output." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No summary." };
        var routing = new RoutingFlags();
        var tools = new LibraryOption();
        var command = new Command(
            "route",
            """
            Says which tools would score each row, how sure that is and why; with -o writes the rows with their routes, which 'rlar score' goes by, and which
            can be changed by hand between. docs/routing.md says how a route is found.

              rlar route rows.jsonl                                  how many rows go where
              rlar route rows.jsonl -o routed.jsonl
              rlar score routed.jsonl -o scored.jsonl                with these routes
              rlar route other.jsonl --memory routed.jsonl           like the rows that were routed before

            Exit codes: 0 done, 1 no row has a tool, 2 bad usage or input, 130 cancelled.
            """)
        {
            input, output, columns, join, split, json, quiet,
        };
        foreach (var option in routing.All)
            command.Options.Add(option);
        tools.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (from, to) = (parsed.GetValue(input)!, parsed.GetValue(output));
            if (parsed.GetValue(json) && to == "-")
                throw new HostException("--json prints the summary on standard output, where -o - puts the rows; give -o a file.");
            await using var library = await tools.OpenAsync(parsed, cancellationToken);
            var router = routing.Open(parsed, library, cancellationToken);
            var parser = new RowParser(new RowParserOptions
            {
                Columns = RunFlags.ColumnsOf(parsed.GetValue(columns)),
                Join = RunFlags.JoinOf(parsed.GetValue(join)),
                PromptRequired = false,
                CompletionsRequired = false,
            });

            // All columns of a table are written again, and so all are read.
            using var source = RowSource.Open(from, parsed.GetValue(split), to is null ? parser.Keys : null, cancellationToken);
            using var file = to is null ? null : ResumableOutput.Open(new ResumableOutputOptions
            {
                Path = to,
                Mode = to == "-" ? OutputMode.New : OutputMode.Restart,
                InputPath = from == "-" ? null : from,
                StandardOutput = StandardStreams.Output(),
            });
            using var writer = new OutcomeWriter();
            var summary = new RouteSummary();
            while (source.Read(cancellationToken) is { } line)
            {
                using (line)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var query = parser.Parse(line.Bytes.Span, line.Number, source.Name).Query;
                    var route = await router.RouteAsync(query, cancellationToken);
                    summary.Add(route);
                    file?.Append(writer.Write(line.Bytes.Span, route).Span);
                }
            }

            file?.Complete();
            if (!parsed.GetValue(quiet))
                summary.Write(parsed.GetValue(json), to == "-");
            return summary.Routed > 0 || summary.Rows == 0 ? ExitCode.Done : ExitCode.SomeFailed;
        });
        return command;
    }
}
