namespace Rlar.Inference.Conversion;

/// <summary>How a GGUF file stores the weights of matrices; vectors stay in 32 bits.</summary>
public enum WeightStorage
{
    /// <summary>IEEE single: 4 bytes a weight, exact.</summary>
    F32 = 0,

    /// <summary>IEEE half: 2 bytes a weight.</summary>
    F16 = 1,

    /// <summary>8 bits a weight and a scale for each 32: about 1.06 bytes. Matrices whose rows are no multiple of 32 are stored as halves.</summary>
    Q8_0 = 7,
}
