namespace Rlar.Server.Environments;

/// <summary>Which rows are an environment's tasks, as the user wrote it: <c>NAME=FILE</c>, or <c>NAME:SPLIT=FILE</c>.</summary>
/// <param name="Name">The environment's name: letters, digits, dots, dashes and underscores, as it stands in addresses.</param>
/// <param name="Split">The split; "train" where the user did not say.</param>
/// <param name="Path">The rows.</param>
public sealed record EnvironmentSource(string Name, string Split, string Path)
{
    private const string Form = "NAME=FILE or NAME:SPLIT=FILE, such as gsm8k=train.jsonl";

    // Their addresses begin like some of this server's own.
    private static readonly string[] s_taken = ["v1", "ng-rollout", "mcp", "ws", "live"];

    /// <summary>Reads what the user wrote.</summary>
    /// <param name="text">The value of <c>--environment</c>.</param>
    /// <exception cref="EnvironmentException">It is of no such form, or the name cannot stand in an address.</exception>
    public static EnvironmentSource Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1 || equals == text.Length - 1)
            throw new EnvironmentException($"--environment '{text}' names no rows. Write {Form}.");
        var colon = text.IndexOf(':', 0, equals);
        var name = text[..(colon < 0 ? equals : colon)];
        var split = colon < 0 ? "train" : text[(colon + 1)..equals];
        foreach (var word in (string[])[name, split])
        {
            if (!IsWord(word))
                throw new EnvironmentException($"--environment '{text}': '{word}' cannot stand in an address. Use letters, digits, dots, dashes, underscores.");
        }

        return s_taken.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? throw new EnvironmentException($"--environment '{text}': the server has addresses of its own under '{name}'. Use another name.")
            : new EnvironmentSource(name, split, text[(equals + 1)..]);
    }

    private static bool IsWord(string word) =>
        word.Length > 0 && char.IsAsciiLetterOrDigit(word[0]) && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
