using Rlar.Inference.Llama;

namespace Rlar.Rewards.Likelihood;

/// <summary>Where one step of a completion ends and the next begins: after line ends, or after empty lines.</summary>
/// <param name="LineEnds">How many line ends in a row end a step, 1 or 2; 0: the completion is one step.</param>
internal sealed record StepRule(int LineEnds)
{
    private const byte LineFeed = (byte)'\n';

    /// <summary>The option steps.</summary>
    internal static ToolOption<string> Option(string fallback) =>
        ToolOption.Choice("steps", fallback, "What ends a step: a line end, an empty line, or nothing.", "newline", "paragraph", "none");

    /// <summary>The rule that a value of the option stands for.</summary>
    internal static StepRule Of(string value) => new(value switch
    {
        "newline" => 1,
        "paragraph" => 2,
        _ => 0,
    });

    /// <summary>The steps of a text, each with the line ends after it.</summary>
    internal IReadOnlyList<string> Split(string text)
    {
        var steps = new List<string>();
        var (start, ends) = (0, 0);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\n')
            {
                ends++;
            }
            else if (!char.IsWhiteSpace(text[index]))
            {
                if (LineEnds > 0 && ends >= LineEnds && !string.IsNullOrWhiteSpace(text[start..index]))
                {
                    steps.Add(text[start..index]);
                    start = index;
                }

                ends = 0;
            }
        }

        if (start < text.Length)
            steps.Add(text[start..]);
        return steps;
    }

    /// <summary>The token after the last of each step. A token that ends a step and begins another belongs to the first.</summary>
    internal IReadOnlyList<int> Ends(LlamaVocabulary vocabulary, IReadOnlyList<int> tokens)
    {
        var ends = new List<int>();
        var lines = 0;
        var said = false;
        for (var index = 0; index < tokens.Count; index++)
        {
            var piece = vocabulary.Piece(tokens[index], special: true);
            var first = piece.AsSpan().IndexOfAnyExcept(" \t\r\n"u8);
            if (first >= 0 && LineEnds > 0 && said && lines + piece.AsSpan(0, first).Count(LineFeed) >= LineEnds)
            {
                // A token of line ends and text goes to the step before; what counts is where the text begins.
                if (piece.AsSpan(0, first).Count(LineFeed) == 0)
                    ends.Add(index);
                else if (index + 1 < tokens.Count)
                    ends.Add(index + 1);
                said = false;
            }

            if (first >= 0)
            {
                said = true;
                lines = piece.AsSpan(piece.AsSpan().LastIndexOfAnyExcept(" \t\r\n"u8) + 1).Count(LineFeed);
            }
            else
            {
                lines += piece.AsSpan().Count(LineFeed);
            }
        }

        if (tokens.Count > 0)
            ends.Add(tokens.Count);
        return ends;
    }
}
