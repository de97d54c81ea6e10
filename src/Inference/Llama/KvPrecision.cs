namespace Rlar.Inference.Llama;

/// <summary>How the keys and values of attention are kept.</summary>
public enum KvPrecision
{
    /// <summary>16 bits: half the memory; log-probabilities move by up to about 4e-4.</summary>
    F16,

    /// <summary>32 bits: what the log-probabilities of F32 and F16 models need to be exact to 1e-5.</summary>
    F32,
}
