using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>The arbitrary constant of an integral has no name of its own: +C is +c and +K.</summary>
internal static class IntegrationConstants
{
    private static readonly HashSet<string> s_names = ["C", "c", "K", "C_1", "c_1"];

    private static readonly HashSet<string> s_parameters = ["a", "b", "k", "m", "A", "B", "\\lambda", "\\alpha", "C", "c", "K", "C_1", "c_1"];

    /// <summary>Whether a letter stands for an arbitrary constant without being said to.</summary>
    internal static bool IsName(string name) => s_names.Contains(name) || name == "k";

    /// <summary>Whether a letter may stand for one.</summary>
    internal static bool IsParameter(string name) => s_parameters.Contains(name);

    /// <summary>The answer with its constant named as the reference's, where each has exactly one that the other has not.</summary>
    internal static MathNode Renamed(MathNode gold, MathNode answer)
    {
        var (expected, given) = (FreeSymbols.Of(gold).Names, FreeSymbols.Of(answer).Names);
        var from = given.Except(expected).ToList();
        var to = expected.Except(given).ToList();
        if (from is not [var name] || to is not [var other] || expected.Count < 2)
            return answer;
        // f(x) = cx is f(x) = kx, whose letter says that it is one of a family.
        var isFamily = gold is Relation { Operands: [Function { Arguments: [Symbol { Name: var variable }] }, _] }
            && variable != other && other is "c" or "C" or "k";
        if (!(s_names.Contains(name) && s_names.Contains(other)) && !(isFamily && IsParameter(name)))
            return answer;
        return Rewriting.Replace(answer, n => n is Symbol symbol && symbol.Name == name ? new Symbol(other) : null);
    }
}
