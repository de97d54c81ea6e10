namespace Rlar.Grpo.Policy;

/// <summary>Which weights log-probabilities are computed under.</summary>
public enum PolicySide
{
    /// <summary>The weights as they are now.</summary>
    Current,

    /// <summary>The frozen weights that training started from; with an adapter, the base without it.</summary>
    Reference,
}
