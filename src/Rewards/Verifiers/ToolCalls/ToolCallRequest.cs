using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>One call of a tool, as a model asks for it or a reference expects it.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">Arguments by name.</param>
/// <param name="Positional">Arguments without a name, in order; only Python's form has any.</param>
/// <param name="IsUntyped">Whether the arguments are texts whose type the form does not write (tags): the declaration says what they are.</param>
internal sealed record ToolCallRequest(string Name, LiteralMap Arguments, IReadOnlyList<Literal> Positional, bool IsUntyped)
{
    /// <summary>A call whose arguments all have names.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="arguments">Arguments by name.</param>
    /// <param name="isUntyped">Whether they are texts without a type.</param>
    public ToolCallRequest(string name, LiteralMap arguments, bool isUntyped = false)
        : this(name, arguments, [], isUntyped)
    {
    }
}
