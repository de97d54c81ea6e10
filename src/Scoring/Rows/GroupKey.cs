namespace Rlar.Scoring.Rows;

/// <summary>What tells which rows are of one group, where a row has one completion of it, or some.</summary>
public sealed record GroupKey
{
    private GroupKey(string name) => Name = name;

    /// <summary>The row's id, which every row must have.</summary>
    public static GroupKey Id { get; } = new("id");

    /// <summary>The prompt, under whatever name the row has it: two rows are of one group where all messages are equal.</summary>
    public static GroupKey Prompt { get; } = new("prompt");

    /// <summary>"id", "prompt", or the column's name.</summary>
    public string Name { get; }

    /// <summary>"id", "prompt", or else a column that holds a text, a number or true and false; "extra_info.index" where it is inside another.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">Empty.</exception>
    public static GroupKey Of(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name switch
        {
            "id" => Id,
            "prompt" => Prompt,
            _ => new GroupKey(name),
        };
    }
}
