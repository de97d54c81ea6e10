namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

internal enum AnswerSource
{
    /// <summary>\boxed{...}</summary>
    Box,

    /// <summary>"The answer is ...", "#### ...", &lt;answer&gt;.</summary>
    Phrase,

    /// <summary>The text is nothing but its answer.</summary>
    Whole,

    /// <summary>The last formula of the text.</summary>
    LastFormula,

    /// <summary>The last number of the text.</summary>
    LastNumber,
}
