namespace Rlar.Inference.Llama;

/// <summary>How a context divides its cells among its sequences.</summary>
public enum KvLayout
{
    /// <summary>
    /// One pool: a sequence may take what the others leave, and a prefix that sequences share is kept once. Attention looks over the cells
    /// of all of them, which costs the more the longer and the more they are.
    /// </summary>
    Pool,

    /// <summary>
    /// A stream each: every sequence has an equal part, attention looks over its own cells only, and a shared prefix is copied. A step is fast
    /// where the sequences in use follow each other.
    /// </summary>
    Streams,
}
