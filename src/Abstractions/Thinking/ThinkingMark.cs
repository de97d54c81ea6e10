using System.Runtime.InteropServices;

namespace Rlar.Thinking;

/// <summary>A mark that stands in a text.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Section">Which section it opens or closes; a section is closed by a mark with the same name.</param>
/// <param name="Start">Where it starts, with what belongs to its turn's head.</param>
/// <param name="End">Where it ends.</param>
/// <param name="IsToken">Whether it is a model's token, which is never part of an answer; a tag may be.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ThinkingMark(ThinkingMarkKind Kind, string Section, int Start, int End, bool IsToken);
