using System.Runtime.InteropServices;

namespace Rlar.Thinking;

/// <summary>A mark that stands in a text.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Section">Which section it opens or closes; a section is closed by a mark with the same name.</param>
/// <param name="Family">Whose mark it is, by the mark that opens thinking there.</param>
/// <param name="Start">Where it starts, with the head of its turn where the mark ends one.</param>
/// <param name="Own">Where it starts itself.</param>
/// <param name="End">Where it ends.</param>
/// <param name="IsToken">Whether it is a model's token, which is never part of an answer; a tag may be.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ThinkingMark(ThinkingMarkKind Kind, string Section, string Family, int Start, int Own, int End, bool IsToken)
{
    /// <summary>Whether it ends the head of a turn: &lt;|start|&gt;assistant&lt;|channel|&gt;…</summary>
    internal bool HasHead => Start < Own;
}
