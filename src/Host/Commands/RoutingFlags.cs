using System.CommandLine;
using Rlar.Agents.Classification;
using Rlar.Agents.Evolution;
using Rlar.Agents.Library;
using Rlar.Agents.Routing;
using Rlar.Agents.Routing.Tiers;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary>What picks the tools of rows: the options of every command that routes.</summary>
internal sealed class RoutingFlags
{
    private readonly Option<string?> _routes = new("--routes") { Description = "Rules of your own, asked before the built-in ones.", HelpName = "file" };

    private readonly Option<bool> _classify = new("--classify")
    {
        Description = "Rows that no rule decides go by the task that their prompt sets (rlar classify), to a tool that the task has and whose needs they meet.",
    };

    private readonly Option<string?> _memory = new("--memory")
    {
        Description = "Rows that were routed before (with a route, or a tool of their own): rows that no rule decides go where the nearest of them went.",
        HelpName = "file",
    };

    private readonly Option<string?> _ask = new("--ask")
    {
        Description = "The name of a --model at an address that is asked about rows that nothing else decides. Ask a strong model, or none.",
        HelpName = "name",
    };

    /// <summary>The options, to be added to a command.</summary>
    internal IEnumerable<Option> All => [_routes, _classify, _memory, _ask];

    /// <summary>Whether the user said anything about routes.</summary>
    /// <param name="parsed">The command line.</param>
    internal string? Given(ParseResult parsed) =>
        All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>The router.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="library">The tools.</param>
    /// <param name="cancellationToken">Ends the reading of the memory.</param>
    /// <exception cref="HostException">There is no such model to ask.</exception>
    internal IRouter Open(ParseResult parsed, OpenLibrary library, CancellationToken cancellationToken)
    {
        var rules = Rules(library, parsed.GetValue(_routes));
        var tiers = new List<IRouteTier>(3);
        if (parsed.GetValue(_classify))
            tiers.Add(new ClassifierTier(FittedClassifier.Version, Opinions(FittedClassifier.BuiltIn(new FittedClassifierOptions()))));
        if (parsed.GetValue(_memory) is { } memory)
            tiers.Add(new MemoryTier(Remembered(memory, cancellationToken), new MemoryOptions()));
        if (parsed.GetValue(_ask) is { } name)
            tiers.Add(new QuestionTier(library.Asked(name), new QuestionOptions()));
        IRouter router = tiers.Count == 0 ? rules : new TieredRouter(library.Tools, rules, tiers);
        return library.Admitted is { } admitted
            ? new QuarantineRouter(
                new LibraryRouter(router, admitted, draft => library.Tools.Contains(draft.Id) ? library.Tools.Create(draft.Id) : null),
                admitted.Quarantined,
                library.Tools)
            : router;
    }

    /// <summary>The rules alone.</summary>
    /// <param name="library">The tools.</param>
    /// <param name="file">The user's own rules, or null.</param>
    internal static Router Rules(OpenLibrary library, string? file)
    {
        var rules = file is null ? RouteTable.BuiltIn : RouteTable.BuiltIn.After(RouteTable.Parse(SmallFile.Read(file), file));
        return new Router(library.Tools, rules, library.Version);
    }

    private static Func<IReadOnlyList<Message>, CancellationToken, ValueTask<TaskOpinion>> Opinions(IPromptClassifier classifier) =>
        async (prompt, cancellationToken) =>
        {
            var said = await classifier.ClassifyAsync(prompt, cancellationToken);
            return new TaskOpinion(said.Label, said.Confidence, said.Why);
        };

    private static RouteMemory Remembered(string file, CancellationToken cancellationToken)
    {
        var parser = new RowParser(new RowParserOptions { PromptRequired = false, CompletionsRequired = false });
        using var source = RowSource.Open(file, null, parser.Keys, cancellationToken);
        var cases = new List<RoutedCase>();
        while (source.Read(cancellationToken) is { } line)
        {
            using (line)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (RoutedCase.Of(parser.Parse(line.Bytes.Span, line.Number, source.Name).Query) is { } known)
                    cases.Add(known);
            }
        }

        return cases.Count > 0
            ? new RouteMemory(cases)
            : throw new HostException($"--memory {file}: no row has a route or a tool of its own. 'rlar route ROWS -o FILE' writes rows with their routes.");
    }
}
