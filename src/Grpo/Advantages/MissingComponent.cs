namespace Rlar.Grpo.Advantages;

/// <summary>How a completion is treated that has some of its reward components but not all.</summary>
public enum MissingComponent
{
    /// <summary>It is not scored: a sum without one of its terms is another reward.</summary>
    Unscored,

    /// <summary>The missing term counts 0, as in TRL (nansum). A completion without any component is not scored either way.</summary>
    Zero,
}
