namespace Rlar.Rewards.Verifiers.Answering;

/// <summary>What a response does with a request, as far as its phrases show it.</summary>
internal enum RefusalKind
{
    /// <summary>It answers: no phrase of a refusal where one would stand.</summary>
    Compliance,

    /// <summary>It refuses and gives nothing of what was asked for.</summary>
    Refusal,

    /// <summary>It refuses and goes on to give something, or gives and then refuses.</summary>
    Partial,

    /// <summary>It says nothing, politely or with marks alone.</summary>
    Courtesy,

    /// <summary>Its phrases do not tell: it lacks knowledge or access, answers with a question, or is too short.</summary>
    Unclear,
}
