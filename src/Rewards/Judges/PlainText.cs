using System.Text;
using System.Text.RegularExpressions;

namespace Rlar.Rewards.Judges;

/// <summary>
/// The texts of a row as a chat model may see them. A server may take the marks of its chat template in a text for the marks themselves, so a space breaks
/// those that are known; and half of a surrogate pair, which JSON cannot carry, becomes U+FFFD.
/// </summary>
internal static partial class PlainText
{
    /// <summary>The group with texts that can be shown.</summary>
    /// <param name="group">The group, with what of a completion is judged. Found first: thinking may end with such a mark.</param>
    internal static RolloutGroup Of(RolloutGroup group) => group with
    {
        Query = group.Query with
        {
            Prompt = [.. group.Query.Prompt.Select(message => message with { Role = Of(message.Role), Content = Of(message.Content) })],
            References = [.. group.Query.References.Select(Of)],
        },
        Completions = [.. group.Completions.Select(completion => completion with { Text = Of(completion.Text) })],
    };

    /// <summary>The text.</summary>
    internal static string Of(string text) => ControlMark().Replace(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), "${first} ${rest}");

    // <|im_end|>, <|eot_id|>, DeepSeek's <｜User｜>, EXAONE's [|user|], </s>, Gemma's <end_of_turn>, <<SYS>>, [/INST].
    [GeneratedRegex(
        @"(?<first>[<\[])(?<rest>[|\uFF5C]|/?(s|bos|eos|pad|unk|start_of_turn|end_of_turn)>|</?SYS>>"
        + @"|/?(INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT)\])",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex ControlMark();
}
