using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Ilgpu;

/// <summary>The policy objectives: the loss of one token, its derivatives and what happened to it, as the records in Losses say. Kernel code.</summary>
internal static class LossObjectives
{
    /// <summary>Fills in the token's loss.</summary>
    internal static void At(in LossRule rule, ref LossToken token)
    {
        token.ByRatio = 0.0;
        token.ByLogprob = 0.0;
        if (rule.Objective == LossRule.Clipped)
            Clipped(rule, ref token);
        else if (rule.Objective == LossRule.Cispo)
            Cispo(rule, ref token);
        else if (rule.Objective == LossRule.Sapo)
            Sapo(rule, ref token);
        else if (rule.Objective == LossRule.DppoTotalVariation || rule.Objective == LossRule.DppoKullbackLeibler)
            Dppo(rule, ref token);
        else if (rule.Objective == LossRule.PolicyGradient)
            ByLogprob(ref token, -token.Advantage);
        else if (rule.Objective == LossRule.Dro)
            Dro(rule, ref token);
        else if (rule.Objective == LossRule.KlCovariance)
            KlCovariance(rule, ref token);
        else if (rule.Objective == LossRule.GeometricMean)
            GeometricMean(rule, ref token);
        else
            Vespo(rule, ref token);
    }

    private static void ByLogprob(ref LossToken token, double factor)
    {
        token.ByLogprob = factor;
        token.Value = factor * token.Logprob;
    }

    private static int Side(double value, double low, double high)
    {
        if (value < low)
            return -1;
        return value > high ? 1 : 0;
    }

    private static void Clipped(in LossRule rule, ref LossToken token)
    {
        var advantage = token.Advantage;
        token.Side = Side(token.Ratio, rule.Low, rule.High);
        var byFirst = -advantage;
        var capped = token.Ratio;
        if (token.Ratio > rule.Cap)
        {
            capped = rule.Cap;
            byFirst = 0.0;
            token.IsDualClipped = 1;
        }

        var bySecond = -advantage;
        if (token.Side != 0)
            bySecond = 0.0;
        var first = capped * advantage;
        var second = DeviceMath.Clamp(token.Ratio, rule.Low, rule.High) * advantage;

        // A tie splits the gradient in halves.
        token.Value = -first;
        token.ByRatio = (byFirst + bySecond) * 0.5;
        if (first < second)
            token.ByRatio = byFirst;
        if (second < first)
        {
            token.Value = -second;
            token.ByRatio = bySecond;
        }

        if (advantage < 0.0 && -advantage * rule.Dual < token.Value)
        {
            token.Value = -advantage * rule.Dual;
            token.ByRatio = 0.0;
            token.IsDualClipped = 1;
        }
    }

    private static void Cispo(in LossRule rule, ref LossToken token)
    {
        token.Side = Side(token.Ratio, rule.Low, rule.High);
        ByLogprob(ref token, -DeviceMath.Clamp(token.Ratio, rule.Low, rule.High) * token.Advantage);
    }

    private static void Sapo(in LossRule rule, ref LossToken token)
    {
        var tau = token.Advantage > 0.0 ? rule.Low : rule.High;
        var gate = 1.0 / (1.0 + DeviceMath.Exp(-tau * (token.Ratio - 1.0)));
        token.Value = -4.0 / tau * gate * token.Advantage;
        token.ByRatio = -4.0 * gate * (1.0 - gate) * token.Advantage;
    }

    private static void Dppo(in LossRule rule, ref LossToken token)
    {
        var now = DeviceMath.Exp(token.Logprob);
        var old = DeviceMath.Exp(token.Old);
        var isNear = 0;
        if (rule.Objective == LossRule.DppoTotalVariation)
        {
            var moved = now - old;
            if (token.Advantage > 0.0)
                isNear = moved <= rule.High ? 1 : 0;
            else
                isNear = moved >= -rule.Low ? 1 : 0;
        }
        else
        {
            var others = (1.0 - old + DppoObjective.LogEpsilon) / (1.0 - now + DppoObjective.LogEpsilon);
            var divergence = (old * (token.Old - token.Logprob)) + ((1.0 - old) * Logarithm(others));
            if (token.Advantage > 0.0)
                isNear = divergence <= rule.High || now <= old ? 1 : 0;
            else
                isNear = divergence <= rule.Low || now >= old ? 1 : 0;
        }

        token.Value = 0.0;
        if (isNear == 0)
        {
            token.IsDropped = 1;
            return;
        }

        var capped = token.Ratio;
        if (token.Ratio > rule.Cap)
        {
            capped = rule.Cap;
            token.IsDualClipped = 1;
        }

        ByLogprob(ref token, -capped * token.Advantage);
    }

    private static double Logarithm(double x) => x > 0.0 ? DeviceMath.Log(x) : double.NaN;

    private static void Dro(in LossRule rule, ref LossToken token)
    {
        token.Value = (-token.Advantage * token.Logprob) + (rule.Low * 0.5 * token.Raw * token.Raw);
        token.ByLogprob = (rule.Low * token.Raw) - token.Advantage;
    }

    private static void KlCovariance(in LossRule rule, ref LossToken token)
    {
        token.Value = -token.Ratio * token.Advantage;
        token.ByRatio = -token.Advantage;
        if (token.IsSelected != 0)
        {
            token.Value += rule.Low * DeviceMath.Abs(token.Raw);
            token.ByLogprob = rule.Low * DeviceMath.Sign(token.Raw);
        }
    }

    private static void GeometricMean(in LossRule rule, ref LossToken token)
    {
        token.Value = -token.Ratio * token.Advantage;
        token.ByRatio = -token.Advantage;
        token.Side = Side(token.Raw, rule.Low, rule.High);
    }

    private static void Vespo(in LossRule rule, ref LossToken token)
    {
        var power = token.Advantage >= 0.0 ? rule.Low : rule.High;
        var rate = token.Advantage >= 0.0 ? rule.Cap : rule.Dual;
        ByLogprob(ref token, -DeviceMath.Exp(rate + (power * token.WholeLogRatio) - (rate * token.Ratio)) * token.Advantage);
    }
}
