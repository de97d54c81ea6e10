namespace Rlar.Inference.Llama.Serving;

/// <summary>Why a generation ended.</summary>
public enum FinishReason
{
    /// <summary>The model said that it is done.</summary>
    End,

    /// <summary>A stop text came.</summary>
    Stop,

    /// <summary>It has as many tokens as were allowed.</summary>
    Length,

    /// <summary>Its time was over; what came until then is kept.</summary>
    Deadline,

    /// <summary>No token of the model continues what the grammar allows; what came until then is kept, and is not complete.</summary>
    Grammar,
}
