/**
 * What stands in for flannel's manifest in a simulation, which reads no URL:
 * the objects kubewiz sets up, with the fields it edits, and no more.
 */
export const simulatedFlannel = `# Stand-in for kube-flannel.yml, for simulated hosts only.
apiVersion: v1
kind: Namespace
metadata:
  name: kube-flannel
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: kube-flannel-cfg
  namespace: kube-flannel
data:
  net-conf.json: |
    {"Network": "10.244.0.0/16", "Backend": {"Type": "vxlan"}}
---
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: kube-flannel-ds
  namespace: kube-flannel
spec:
  selector:
    matchLabels: {app: flannel}
  template:
    metadata:
      labels: {app: flannel}
    spec:
      containers:
        - name: kube-flannel
          image: ghcr.io/flannel-io/flannel:simulated
          command: [/opt/bin/flanneld]
          args: [--ip-masq, --kube-subnet-mgr]
          env: []
`;
