namespace Rlar.Rewards.Metrics.Bleu;

/// <summary>What BLEU does where no n-gram of an order matches (Chen and Cherry 2014); the names are sacrebleu's.</summary>
public enum BleuSmoothing
{
    /// <summary>"exp": 1/2, 1/4, ... of a match, as mteval-v13a does (their method 3). The default.</summary>
    Exponential,

    /// <summary>"floor": a small number of matches, 0.1 (their method 1).</summary>
    Floor,

    /// <summary>"add-k": this many more matches and n-grams at every order above 1, 1 (their method 2).</summary>
    AddK,

    /// <summary>"none": the score is 0.</summary>
    None,
}
