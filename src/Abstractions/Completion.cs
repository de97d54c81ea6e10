namespace Rlar;

/// <summary>One sampled answer of a policy.</summary>
/// <param name="Text">The whole text as generated, thinking included; tools decide what of it they read.</param>
/// <param name="TokenCount">Length in the policy's tokens where the row says so; null where it does not.</param>
public readonly record struct Completion(string Text, int? TokenCount = null)
{
    /// <summary>
    /// The turns of a completion that is a chat of several messages, calls of tools and their results included; <see cref="Text"/> is what the
    /// last of the assistant's turns says. Null for all others.
    /// </summary>
    public IReadOnlyList<Message>? Turns { get; init; }

    /// <summary>
    /// The calls of tools that the messages of a chat carry apart from their contents, of all turns in order, each as
    /// <c>&lt;tool_call&gt;{"name", "arguments"}&lt;/tool_call&gt;</c>; null where there are none. Those of the last turn are part of
    /// <see cref="Text"/>, too.
    /// </summary>
    public string? Calls { get; init; }
}
