using System.CommandLine;
using System.CommandLine.Parsing;

namespace Rlar.Host.Commands;

/// <summary>What is said about a command line that cannot be carried out: the nearest name, and what is planned and not there yet.</summary>
internal static class UsageErrors
{
    private const string NotYet = "planned, not in this version";

    private static readonly Dictionary<string, string> s_planned = new(StringComparer.Ordinal)
    {
        ["worker"] = "'rlar score --parallelism N' uses the cores of one machine",
        ["report"] = "'rlar score' prints the tables of its run, and --json and --ledger write them",
    };

    /// <summary>What is wrong with a command line, one line each.</summary>
    /// <param name="parsed">The command line as it was understood.</param>
    internal static IEnumerable<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = Path(parsed.CommandResult);
        if (command.Subcommands.Count > 0 && !parsed.UnmatchedTokens.Any(token => token.StartsWith('-')))
        {
            yield return parsed.UnmatchedTokens is [var word, ..]
                ? NoCommand(command, path, word)
                : $"'{path}' needs one of: {string.Join(", ", command.Subcommands.Where(known => !known.Hidden).Select(known => known.Name))}";
            yield break;
        }

        // A mistyped option is taken for an argument, and the argument after it is then one too many.
        string[] unknown = [.. Arguments(parsed).Where(token => token.Length > 2 && token.StartsWith("--", StringComparison.Ordinal)).Distinct()];
        foreach (var option in unknown)
            yield return $"'{path}' has no option '{option}'." + DidYouMean(Nearest(option.Split('=')[0], Options(parsed.CommandResult)), "");
        foreach (var error in parsed.Errors)
        {
            if (unknown.Length == 0 || !parsed.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal)))
                yield return Say(error, path);
        }
    }

    /// <summary>An error in our words where the library's are those of .NET, or several lines.</summary>
    private static string Say(ParseError error, string path)
    {
        if (path == "rlar tools list" && error.SymbolResult is CommandResult && error.Message.Split('\'') is [_, var word, _])
            return $"'{path}' lists all; use 'rlar tools show {word}'.";
        if (error.SymbolResult is not OptionResult { Option: var option, Tokens: [.., var given] })
            return error.Message;
        if (error.Message.StartsWith("Cannot parse argument", StringComparison.Ordinal))
        {
            var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
            var kind = type == typeof(bool) ? "true or false" : type == typeof(int) || type == typeof(long) ? "a whole number" : "a number";
            return $"{option.Name} takes {kind}, not '{given.Value}'";
        }

        if (!error.Message.Contains("Must be one of", StringComparison.Ordinal))
            return error.Message;
        string[] names = [.. error.Message.Split('\n').Skip(1).Select(line => line.Trim().Trim('\'')).Where(name => name.Length > 0)];
        return $"{option.Name} is one of {string.Join(", ", names)}, not '{given.Value}'." + DidYouMean(Nearest(given.Value, names), "");
    }

    private static string NoCommand(Command command, string path, string word)
    {
        var names = command.Subcommands.Where(known => !known.Hidden).Select(known => known.Name).ToArray();
        if (command is RootCommand)
        {
            if (s_planned.TryGetValue(word, out var instead))
                return $"'{path} {word}' is {NotYet}; {instead}.";
            var nearest = Nearest(word, [.. names, .. s_planned.Keys]);
            return $"there is no command '{word}'."
                + DidYouMean(nearest, nearest is not null && s_planned.TryGetValue(nearest, out instead) ? $" That is {NotYet}; {instead}." : "");
        }

        var message = $"there is no command '{path} {word}'.";
        if (Nearest(word, names) is { } near)
            return message + DidYouMean(near, "");
        message += $" There is: {string.Join(", ", names)}.";
        return command.Name == "eval" ? $"{message} 'rlar score' scores the rows of another suite." : message;
    }

    private static string DidYouMean(string? name, string remark) => name is null ? "" : $" Did you mean '{name}'?{remark}";

    private static string Path(SymbolResult result) => result switch
    {
        CommandResult { Command: RootCommand } => "rlar",
        CommandResult { Parent: { } parent } command => $"{Path(parent)} {command.Command.Name}",
        _ => "rlar",
    };

    private static IEnumerable<string> Arguments(ParseResult parsed) =>
        parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).Where(token => token.Type == TokenType.Argument).Select(token => token.Value);

    private static IEnumerable<string> Options(CommandResult result) =>
        result.Command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Prepend(option.Name));

    /// <summary>The name that takes the fewest slips of the finger, at most a third of its letters, or that the word begins; null where none is near.</summary>
    private static string? Nearest(string word, IEnumerable<string> names) => names
        .Select(name => (Name: name, Slips: name.StartsWith(word, StringComparison.Ordinal) && word.Trim('-').Length > 1 ? 1 : NearNames.Slips(word, name)))
        .Where(candidate => candidate.Slips <= Math.Max(1, candidate.Name.Trim('-').Length / 3))
        .OrderBy(candidate => candidate.Slips)
        .Select(candidate => candidate.Name)
        .FirstOrDefault();
}
