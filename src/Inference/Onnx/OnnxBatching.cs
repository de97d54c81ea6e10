namespace Rlar.Inference.Onnx;

/// <summary>How the rows of a model are run without a row's bits depending on what runs beside it.</summary>
public enum OnnxBatching
{
    /// <summary>
    /// One by one, as they are. For models whose graph takes numbers over the whole batch, as dynamic quantisation does, which scales by its
    /// largest value: a row gets other bits beside other rows.
    /// </summary>
    OneByOne,

    /// <summary>Rows of one length together. For models that take no attention mask, or do not heed it.</summary>
    EqualLengths,

    /// <summary>Rows filled up to a multiple of <see cref="OnnxModelOptions.PadTo"/>, under an attention mask, and together where that is one length.</summary>
    Padded,
}
